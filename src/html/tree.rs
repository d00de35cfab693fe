//! A small tree of HTML elements.

/// A piece of a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Characters, not escaped.
    Text(String),
}

/// An element.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Element {
    /// Its name, in lower case.
    pub(super) name: &'static str,
    /// Its attributes, in the order in which they are written; `None` is an attribute without a value.
    pub(super) attributes: Vec<(&'static str, Option<String>)>,
    /// What it holds.
    pub(super) children: Vec<Node>,
    /// Whether each child is written on a line of its own, because white space between them means nothing.
    pub(super) lines: bool,
}

/// An element whose content is running text.
pub(super) fn inline(name: &'static str) -> Element {
    Element { name, attributes: Vec::new(), children: Vec::new(), lines: false }
}

/// An element whose children stand on lines of their own.
pub(super) fn block(name: &'static str) -> Element {
    Element { lines: true, ..inline(name) }
}

impl Element {
    /// Adds an attribute.
    #[must_use]
    pub(super) fn attr(mut self, name: &'static str, value: impl Into<String>) -> Element {
        self.attributes.push((name, Some(value.into())));
        self
    }

    /// Adds an attribute if there is a value for it.
    #[must_use]
    pub(super) fn attr_opt(self, name: &'static str, value: Option<impl Into<String>>) -> Element {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Adds an attribute that has no value.
    #[must_use]
    pub(super) fn flag(mut self, name: &'static str) -> Element {
        self.attributes.push((name, None));
        self
    }

    /// Adds a class to those that it has.
    #[must_use]
    pub(super) fn class(mut self, class: &str) -> Element {
        match self.attributes.iter_mut().find(|(name, _)| *name == "class") {
            Some((_, Some(classes))) => {
                classes.push(' ');
                classes.push_str(class);
                self
            }
            _ => self.attr("class", class),
        }
    }

    /// Whether it has a class.
    pub(super) fn has_class(&self, class: &str) -> bool {
        let mut classes = self.attributes.iter().filter(|(name, _)| *name == "class").flat_map(|(_, value)| value);
        classes.any(|classes| classes.split(' ').any(|one| one == class))
    }

    /// Adds an element at the end.
    #[must_use]
    pub(super) fn child(mut self, child: Element) -> Element {
        self.push(child);
        self
    }

    /// Adds characters at the end.
    #[must_use]
    pub(super) fn text(mut self, text: impl Into<String>) -> Element {
        self.children.push(Node::Text(text.into()));
        self
    }

    /// Adds nodes at the end.
    #[must_use]
    pub(super) fn nodes(mut self, nodes: Vec<Node>) -> Element {
        self.children.extend(nodes);
        self
    }

    /// Adds elements at the end.
    #[must_use]
    pub(super) fn extend(mut self, children: impl IntoIterator<Item = Element>) -> Element {
        self.children.extend(children.into_iter().map(Node::Element));
        self
    }

    /// Adds an element at the end.
    pub(super) fn push(&mut self, child: Element) {
        self.children.push(Node::Element(child));
    }
}

//! Where `ptr`, `ref` and `note` point to.

use rustc_hash::{FxHashMap, FxHashSet};

use super::mark::is_mark;
use super::{Walker, some_words, times};
use crate::tei::elements::Class;
use crate::tei::tree::{Key, Node as TreeNode, NodeKind, Tree};
use crate::text::{Node, NoteMark, Numerals, Role, Unit};

/// How many characters a head may have to be set where it is pointed to.
const MAX_HEAD: usize = 100;

/// By how many of its first words a text without head and number is called.
const FIRST_WORDS: usize = 5;

/// How many characters a reference to a note may have to be taken for its mark.
const MAX_MARK: usize = 5;

/// How many characters the pointers of a file may be set as: they may all point to one long head, as entities may stand for
/// one long text.
const MAX_POINTED: usize = 1_000_000;

/// What is pointed to.
#[derive(Default)]
pub(super) struct Pointers<'t> {
    /// The elements, by identifier.
    elements: FxHashMap<&'t str, usize>,
    /// The notes that say that they belong to an element, by that element.
    notes: FxHashMap<usize, Vec<usize>>,
    /// The elements that references in the text lead to.
    linked: FxHashSet<usize>,
    /// The notes that a mark elsewhere calls.
    called: FxHashSet<usize>,
    /// What the elements are set as that were pointed to already: a thousand pointers may point to one of a thousand lines.
    set: FxHashMap<usize, Option<Pointed>>,
    /// How many characters they are set as so far.
    characters: usize,
    /// The identifiers that no element has, each with the place where it is pointed to first and how often it is.
    dangling: FxHashMap<&'t str, (usize, usize)>,
    /// Those of the notes that stand where they are called.
    in_place: FxHashSet<usize>,
    /// The signs that references in the text show for notes, by the note: its first.
    signs: FxHashMap<usize, String>,
    /// Where the notes stand that are called from elsewhere and have neither a number nor a sign in the source.
    counted: Vec<usize>,
}

/// What a pointer is set as.
#[derive(Clone)]
pub(super) enum Pointed {
    /// The mark of a note.
    Note(usize),
    /// Words.
    Words(String),
}

impl<'t> Pointers<'t> {
    pub(super) fn read(tree: &'t Tree<'_>) -> Pointers<'t> {
        let is_pointing = |&i: &usize| matches!(tree.element(i), Some(("ptr" | "ref" | "note", _)));
        let pointing: Vec<usize> = (0..tree.nodes.len()).filter(is_pointing).collect();
        let ids: FxHashSet<&str> = pointing.iter().filter_map(|&i| tree.target_id(i)).collect();
        let mut pointers = Pointers { dangling: dangling(tree, &pointing), ..Pointers::default() };
        if ids.is_empty() {
            return pointers;
        }
        // What is not set, such as a note in `standOff`, has no mark.
        let (mut unset, mut unit) = (0, 0);
        let mut set_notes = FxHashSet::default();
        let mut references = Vec::new();
        for i in 0..tree.nodes.len() {
            if matches!(tree.element(i), Some((_, Class::Skip))) {
                unset = unset.max(tree.nodes[i].end);
            }
            let is_set = i >= unset;
            if is_set && is_note(tree, i) {
                set_notes.insert(i);
            }
            if is_set && matches!(tree.element(i), Some(("ptr" | "ref", _))) {
                references.push(i);
            }
            if let Some(id) = tree.id(i).filter(|id| ids.contains(id) && (is_set || !is_note(tree, i))) {
                pointers.elements.entry(id).or_insert(i);
                if is_note(tree, i) {
                    pointers.called.insert(i);
                    pointers.in_place.extend((i < unit).then_some(i));
                }
            }
            if matches!(tree.element(i), Some((_, Class::Unit(_)))) {
                unit = unit.max(tree.nodes[i].end);
            }
        }
        for i in references {
            let element = tree.target_id(i).and_then(|id| pointers.elements.get(id).copied());
            pointers.linked.extend(element);
            let note = element.filter(|&note| is_note(tree, note) && matches!(tree.element(i), Some(("ref", _))));
            if let Some(note) = note.filter(|_| is_short(tree, i, MAX_MARK))
                && let Some(words) = some_words(tree, i)
                && let Some(sign) = words.split(' ').next_back().filter(|sign| is_mark(sign))
            {
                pointers.signs.entry(note).or_insert_with(|| sign.to_owned());
            }
        }
        for i in pointing.into_iter().filter(|i| set_notes.contains(i)) {
            let element = tree.target_id(i).and_then(|id| pointers.elements.get(id).copied());
            // A reference and a note may point to each other, and the reference is enough.
            let is_called = |&element: &usize| tree.target_id(element).is_some_and(|id| tree.id(i) == Some(id));
            if let Some(element) = element.filter(|element| !is_called(element) && !is_note(tree, *element)) {
                pointers.notes.entry(element).or_default().push(i);
                pointers.called.insert(i);
            }
        }
        pointers
    }
}

/// The identifiers that are pointed to in what is set and that no element has.
fn dangling<'t>(tree: &'t Tree<'_>, pointing: &[usize]) -> FxHashMap<&'t str, (usize, usize)> {
    let mut dangling: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    for &i in pointing {
        for id in tree.target_ids(i) {
            dangling.entry(id).or_insert((i, 0)).1 += 1;
        }
    }
    if dangling.is_empty() {
        return dangling;
    }
    let mut unset = 0;
    let mut left_out = FxHashSet::default();
    for i in 0..tree.nodes.len() {
        if let Some(id) = tree.id(i) {
            dangling.remove(id);
        }
        if matches!(tree.element(i), Some((_, Class::Skip))) {
            unset = unset.max(tree.nodes[i].end);
        }
        if i < unset {
            left_out.insert(i);
        }
    }
    dangling.retain(|_, (i, _)| !left_out.contains(i));
    dangling
}

fn is_note(tree: &Tree<'_>, i: usize) -> bool {
    matches!(tree.element(i), Some((_, Class::Note)))
}

/// How many elements and pieces of text may be in what is looked through for that.
const MAX_NODES: usize = 200;

/// Whether the characters in an element are no more than so many.
fn is_short(tree: &Tree<'_>, i: usize, limit: usize) -> bool {
    let mut left = limit;
    tree.nodes[i].end - i <= MAX_NODES
        && tree.nodes[i..tree.nodes[i].end].iter().all(|node| {
            let NodeKind::Text(text) = &node.kind else { return true };
            let count = text.trim_ascii().chars().take(left + 1).count();
            let fits = count <= left;
            left = left.saturating_sub(count);
            fits
        })
}

/// The first words of a paragraph or the like, by which a reader knows it.
fn first_words(tree: &Tree<'_>, element: usize) -> Option<String> {
    let is_text = matches!(tree.element(element), Some(("p" | "ab" | "l" | "u" | "seg" | "item", _)));
    let words = some_words(tree, element).filter(|_| is_text)?;
    let mut all = words.split(' ');
    let first = all.by_ref().take(FIRST_WORDS).collect::<Vec<_>>().join(" ");
    Some(if all.next().is_some() { format!("{first} …") } else { first })
}

impl Walker<'_, '_> {
    /// Warns of what points to nothing.
    pub(super) fn tell_dangling(&mut self) {
        let mut dangling: Vec<_> = std::mem::take(&mut self.pointers.dangling).into_iter().collect();
        dangling.sort_unstable_by_key(|(_, (i, _))| *i);
        for (id, (i, count)) in dangling {
            let times = if count > 1 { format!(", {}", times(count)) } else { String::new() };
            let message = format!("“#{id}” is pointed to{times}, but nothing has this {}", self.tree.id_attribute());
            let help = "correct the target, or give the identifier to the element that is meant".to_owned();
            self.warn("dangling-pointer", self.tree.nodes[i].at, message, help);
        }
    }

    /// Whether references point to an element.
    pub(super) fn is_pointed_to(&self, i: usize) -> bool {
        self.pointers.linked.contains(&i)
    }

    fn pointed(&self, i: usize) -> Option<usize> {
        self.pointers.elements.get(self.tree.target_id(i)?).copied()
    }

    /// What stands where `ptr` points from: the mark of the note, or else the head, the number or the name of what it
    /// points to, or else the address.
    pub(super) fn point(&mut self, i: usize) -> Pointed {
        let pointed = self.pointed(i).and_then(|element| self.set_as(element));
        if let Some(Pointed::Words(words)) = &pointed {
            self.pointers.characters += words.len();
            if self.pointers.characters > MAX_POINTED {
                let what = format!("the pointers of this file stand for more than {MAX_POINTED} characters");
                self.content.exceed(self.tree.nodes[i].at, what, "let them point to what has a shorter head");
                return Pointed::Words(String::new());
            }
        }
        pointed.unwrap_or_else(|| Pointed::Words(self.tree.attribute(i, Key::Target).unwrap_or_default().to_owned()))
    }

    /// What a pointer to an element is set as; none if that has neither text, head nor number.
    fn set_as(&mut self, element: usize) -> Option<Pointed> {
        if let Some(known) = self.pointers.set.get(&element) {
            return known.clone();
        }
        let tree = self.tree;
        let set = if is_note(tree, element) && !self.is_silent(element) {
            Some(Pointed::Note(element))
        } else {
            let head = tree.find(element, &["head"]).filter(|&head| is_short(tree, head, MAX_HEAD));
            let words = head.and_then(|head| some_words(tree, head)).or_else(|| tree.n(element).map(str::to_owned));
            words.or_else(|| first_words(tree, element)).map(Pointed::Words)
        };
        self.pointers.set.insert(element, set.clone());
        set
    }

    /// The note that a reference without words points to.
    pub(super) fn note_of_empty_reference(&mut self, i: usize) -> Option<usize> {
        let element = self.pointed(i)?;
        match self.set_as(element) {
            Some(Pointed::Note(note)) if is_short(self.tree, i, 0) && self.is_silent(i) => Some(note),
            _ => None,
        }
    }

    /// Whether a reference stands right before the note that it points to and shows what that is called: its mark says it.
    pub(super) fn repeats_mark(&self, i: usize) -> bool {
        let tree = self.tree;
        let note = tree.nodes[i].end;
        let [TreeNode { kind: NodeKind::Text(text), .. }] = &tree.nodes[i + 1..note] else { return false };
        self.pointed(i) == Some(note)
            && is_note(tree, note)
            && !self.is_silent(note)
            && tree.n(note).is_some_and(|n| n == text.trim_ascii())
    }

    /// Whether the words of a reference are the mark of a note that stands elsewhere. One that stands in its place has its
    /// mark there, and the reference is words, as in “see note 1”.
    pub(super) fn marks_note(&self, i: usize) -> bool {
        let tree = self.tree;
        let stands = |note: usize| is_note(tree, note) && !self.pointers.in_place.contains(&note);
        self.pointed(i).is_some_and(stands)
            && is_short(tree, i, MAX_MARK)
            && some_words(tree, i).is_some_and(|words| is_mark(&words))
    }

    /// Sets the mark of a note that stands elsewhere.
    pub(super) fn mark(&mut self, note: usize) {
        self.content.mark(NoteMark { id: self.inner_id(note), at: self.tree.nodes[note].at });
    }

    /// Whether notes that stand elsewhere point to the element `i`.
    pub(super) fn has_notes(&self, i: usize) -> bool {
        self.pointers.notes.contains_key(&i)
    }

    /// Sets the marks of the notes that point to the element `i`, at its end.
    pub(super) fn marks_at(&mut self, i: usize) {
        for note in self.pointers.notes.get(&i).cloned().unwrap_or_default() {
            if !self.is_silent(note) {
                self.mark(note);
            }
        }
    }

    /// What a note is called that a mark may point to from elsewhere: what the source calls it, or else the sign that a
    /// reference in the text shows for it, or else a number.
    pub(super) fn label_of_standing_note(&mut self, i: usize) -> Option<String> {
        if let Some(n) = self.tree.n(i) {
            return Some(n.to_owned());
        }
        if let Some(sign) = self.pointers.signs.get(&i) {
            return Some(sign.clone());
        }
        if !self.pointers.called.contains(&i) {
            return None;
        }
        self.pointers.counted.push(self.tree.nodes[i].at);
        Some(self.pointers.counted.len().to_string())
    }

    /// Gives letters to the notes that are called from elsewhere, if others have the numbers; and passes over what is the
    /// sign of another note.
    pub(super) fn letter_notes(&mut self) {
        let is_numbered =
            |node: &Node| matches!(node, Node::Unit(Unit { role: Role::Note { anchored: true }, label: None, .. }));
        let counted: FxHashSet<usize> = self.pointers.counted.drain(..).collect();
        if counted.is_empty() {
            return;
        }
        let numerals =
            if self.nodes.iter().any(is_numbered) { Numerals::Letters { capital: false } } else { Numerals::Arabic };
        let sign = |node: &Node| match node {
            Node::Unit(unit @ Unit { role: Role::Note { .. }, .. }) if !counted.contains(&unit.at) => {
                unit.label.clone()
            }
            _ => None,
        };
        let taken: FxHashSet<String> = self.nodes.iter().filter_map(sign).collect();
        let mut free = (1..).map(|number| numerals.write(number)).filter(|sign| !taken.contains(sign));
        for node in &mut self.nodes {
            if let Node::Unit(unit @ Unit { role: Role::Note { anchored: false }, .. }) = node
                && counted.contains(&unit.at)
            {
                unit.label = free.next();
            }
        }
    }
}

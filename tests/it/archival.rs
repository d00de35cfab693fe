//! What makes a PDF fit for archives and for those who listen, as far as no validator sees it: that it says the same of itself
//! in all places, that what belongs together is tied, and that nothing is shown in other ways than by its fonts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use lopdf::{Dictionary, Object, ObjectId};

use crate::read::{self, File};
use crate::support::{case_names, copy, enface, files, is_broken};

/// The ways in which PDFs are made: the options, and the beginning of the file.
const VERSIONS: [(&[&str], &[u8]); 2] = [(&[], b"%PDF-1.7\n%"), (&["--pdf", "2.0"], b"%PDF-2.0\n%")];

/// The PDFs of a case with some options: their names and what they hold.
fn built(case: &str, options: &[&str]) -> Vec<(String, Vec<u8>)> {
    let folder = copy(case);
    let run = enface(folder.path(), &[&["build", "--format", "pdf"], options].concat());
    assert_eq!(run.status, 0, "{case} {options:?}: {}", run.stderr);
    files(&folder.path().join("out")).into_iter().filter(|(name, _)| name.ends_with(".pdf")).collect()
}

/// The values of each property of the metadata, by its name: the texts of a list, each with its language if it has one.
fn properties(xmp: &str) -> BTreeMap<String, Vec<(Option<String>, String)>> {
    let document = roxmltree::Document::parse(xmp).unwrap();
    let is_property = |node: &roxmltree::Node<'_, '_>| {
        node.is_element() && node.parent_element().is_some_and(|parent| parent.tag_name().name() == "Description")
    };
    let prefix = |node: &roxmltree::Node<'_, '_>| {
        let uri = node.tag_name().namespace().unwrap();
        node.lookup_prefix(uri).unwrap().to_owned()
    };
    let mut found = BTreeMap::new();
    for node in document.descendants().filter(is_property) {
        let xml = "http://www.w3.org/XML/1998/namespace";
        let items: Vec<_> = node.descendants().filter(|item| item.tag_name().name() == "li").collect();
        let items = if items.is_empty() { vec![node] } else { items };
        let text = |item: roxmltree::Node<'_, '_>| {
            let lang = item.attribute((xml, "lang")).map(str::to_owned);
            (lang, item.text().unwrap_or_default().to_owned())
        };
        let name = format!("{}:{}", prefix(&node), node.tag_name().name());
        assert!(found.insert(name, items.into_iter().map(text).collect()).is_none(), "a property once");
    }
    found
}

fn xmp(file: &File) -> String {
    String::from_utf8(file.stream(file.catalog().get(b"Metadata").unwrap())).unwrap()
}

/// The elements of the structure tree, each with its number.
fn elements(file: &File) -> BTreeMap<ObjectId, &Dictionary> {
    let objects = file.document.objects.iter().filter_map(|(id, object)| Some((*id, object.as_dict().ok()?)));
    objects.filter(|(_, object)| object.has(b"S") && object.has(b"P") && !object.has(b"O")).collect()
}

fn array<'a>(dictionary: &'a Dictionary, key: &str) -> &'a [Object] {
    dictionary.get(key.as_bytes()).and_then(Object::as_array).map_or(&[], Vec::as_slice)
}

fn references(dictionary: &Dictionary, key: &str) -> Vec<ObjectId> {
    array(dictionary, key).iter().map(|object| object.as_reference().unwrap()).collect()
}

/// What an element holds.
fn kids(element: &Dictionary) -> Vec<&Object> {
    match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.iter().collect(),
        Ok(kid) => vec![kid],
        Err(_) => Vec::new(),
    }
}

/// The keys and values of a name tree or of a number tree.
fn tree<'a>(file: &'a File, node: &'a Object, key: &str, found: &mut Vec<(&'a Object, &'a Object)>) {
    let node = file.dictionary(node);
    found.extend(array(node, key).chunks(2).map(|pair| (&pair[0], &pair[1])));
    array(node, "Kids").iter().for_each(|kid| tree(file, kid, key, found));
}

/// A date of ISO 8601 as PDF has it.
fn pdf_date(iso: &str) -> String {
    format!("D:{}", iso.replace(['-', ':', 'T'], ""))
}

#[test]
fn a_file_says_the_same_of_itself_in_all_places() {
    let pdfs = VERSIONS.map(|(options, _)| built("header", options).remove(0).1);
    for ((_, start), pdf) in VERSIONS.iter().zip(&pdfs) {
        assert!(pdf.starts_with(start));
    }
    let [old, new] = pdfs.map(|pdf| File::read(&pdf));
    let [of_old, of_new] = [&old, &new].map(|file| properties(&xmp(file)));
    let info = old.dictionary(old.document.trailer.get(b"Info").unwrap());
    let told = |key: &str| lopdf::decode_text_string(info.get(key.as_bytes()).unwrap()).unwrap();
    let texts = |name: &str| of_old[name].iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>();
    let default = |name: &str| {
        let (lang, text) = &of_old[name][0];
        assert_eq!(lang.as_deref(), Some("x-default"), "{name}");
        text.clone()
    };
    assert_eq!(told("Title"), default("dc:title"));
    assert_eq!(told("Subject"), default("dc:description"));
    assert_eq!(told("Author"), texts("dc:creator").join("; "));
    assert_eq!(told("Keywords"), texts("pdf:Keywords")[0]);
    assert_eq!(told("Keywords"), texts("dc:subject").join(", "));
    assert_eq!(told("Creator"), texts("xmp:CreatorTool")[0]);
    assert_eq!(told("Producer"), texts("pdf:Producer")[0]);
    assert_eq!(told("CreationDate"), pdf_date(texts("xmp:CreateDate")[0]));
    assert_eq!(told("ModDate"), pdf_date(texts("xmp:ModifyDate")[0]));
    assert_eq!(info.len(), 8, "nothing that the metadata do not have");
    let langs: Vec<_> = of_old["dc:title"].iter().map(|(lang, _)| lang.as_deref().unwrap()).collect();
    assert_eq!(langs, ["x-default", "en", "ko"]);
    let in_languages = |name: &str| -> Vec<(&str, &str)> {
        of_old[name].iter().map(|(lang, text)| (lang.as_deref().unwrap(), text.as_str())).collect()
    };
    let english = "Creative Commons Attribution 4.0";
    assert_eq!(
        in_languages("dc:rights"),
        [("x-default", english), ("en", english), ("ko", "크리에이티브 커먼즈 저작자표시 4.0")]
    );
    let summary = "A ferry waits for the tide, and so does an answer.";
    assert_eq!(in_languages("dc:description"), [("x-default", summary), ("en", summary)]);
    assert_eq!(texts("dc:language"), ["en", "ko"]);

    assert!(!new.document.trailer.has(b"Info") && !new.catalog().has(b"Version"));
    let name = |name: &str| name.to_owned();
    for (key, [was, is]) in [
        ("pdfaid:part", [Some("3"), Some("4")]),
        ("pdfaid:conformance", [Some("A"), Some("F")]),
        ("pdfaid:rev", [None, Some("2020")]),
        ("pdfuaid:part", [Some("1"), Some("2")]),
        ("pdfuaid:rev", [None, Some("2024")]),
    ] {
        let value = |of: &BTreeMap<String, Vec<(Option<String>, String)>>| of.get(key).map(|it| it[0].1.clone());
        assert_eq!([value(&of_old), value(&of_new)], [was.map(name), is.map(name)], "{key}");
    }
    // All else is the same, but for the option that is recorded.
    let apart = |key: &&String| !key.starts_with("pdfaid:") && !key.starts_with("pdfuaid:");
    let others = |of: &BTreeMap<String, Vec<(Option<String>, String)>>| {
        let mut of: BTreeMap<_, _> =
            of.iter().filter(|(key, _)| apart(key)).map(|(k, v)| (k.clone(), v.clone())).collect();
        of.remove("pdfaExtension:schemas");
        of.get_mut("enface:options").unwrap().retain(|(_, option)| option != "--pdf=2.0");
        of
    };
    assert_eq!(others(&of_old), others(&of_new));
}

#[test]
fn what_belongs_together_is_tied() {
    let (mut links, mut notes, mut heads, mut over_pages) = (0, 0, 0, 0);
    for case in case_names().into_iter().filter(|case| !is_broken(case)) {
        for (options, _) in VERSIONS {
            for (name, pdf) in built(&case, options) {
                let file = File::read(&pdf);
                let place = format!("{case}/{name} {options:?}");
                links += links_are_tied(&file, &place);
                heads += cells_have_heads(&file, &place);
                over_pages += texts_over_pages(&file);
                if options.is_empty() {
                    notes += notes_by_links(&file, &place);
                } else {
                    notes += notes_by_references(&file, &place);
                    places_are_in_the_structure(&file, &place);
                }
                shown_by_fonts_alone(&file, &place);
            }
        }
    }
    assert!(links > 100 && notes > 20 && heads > 20 && over_pages > 5, "{links} {notes} {heads} {over_pages}");
}

/// Each link belongs to an element that holds it, and says what it is.
fn links_are_tied(file: &File, place: &str) -> usize {
    let root = file.dictionary(file.catalog().get(b"StructTreeRoot").unwrap());
    let mut parents = Vec::new();
    tree(file, root.get(b"ParentTree").unwrap(), "Nums", &mut parents);
    let parents: BTreeMap<i64, &Object> = parents.into_iter().map(|(key, it)| (key.as_i64().unwrap(), it)).collect();
    let mut found = 0;
    for page in file.document.page_iter() {
        let dictionary = file.document.get_dictionary(page).unwrap();
        for annotation in references(dictionary, "Annots") {
            let link = file.document.get_dictionary(annotation).unwrap();
            let Ok(key) = link.get(b"StructParent").and_then(Object::as_i64) else { continue };
            let element = file.dictionary(parents[&key]);
            let holds = kids(element).into_iter().filter_map(|kid| kid.as_dict().ok()).any(|kid| {
                let is = |key: &[u8], id: ObjectId| kid.get(key).and_then(Object::as_reference).ok() == Some(id);
                is(b"Obj", annotation) && is(b"Pg", page)
            });
            assert!(holds, "{place}: a link that its element does not hold");
            let name = element.get(b"S").and_then(Object::as_name).unwrap();
            assert!(
                [&b"Link"[..], b"Reference"].contains(&name),
                "{place}: a link in {}",
                String::from_utf8_lossy(name)
            );
            let said = lopdf::decode_text_string(link.get(b"Contents").unwrap()).unwrap();
            assert!(!said.trim().is_empty(), "{place}: a link without contents");
            found += 1;
        }
    }
    found
}

/// Every head that a cell names is one, and every identifier is found in the tree of identifiers.
fn cells_have_heads(file: &File, place: &str) -> usize {
    let root = file.dictionary(file.catalog().get(b"StructTreeRoot").unwrap());
    let mut known = Vec::new();
    if let Ok(ids) = root.get(b"IDTree") {
        tree(file, ids, "Names", &mut known);
    }
    let known: BTreeMap<&[u8], ObjectId> =
        known.into_iter().map(|(name, id)| (name.as_str().unwrap(), id.as_reference().unwrap())).collect();
    let elements = elements(file);
    let mut found = 0;
    let mut named = 0;
    for (id, element) in &elements {
        if let Ok(name) = element.get(b"ID").and_then(Object::as_str) {
            assert_eq!(known.get(name), Some(id), "{place}");
            named += 1;
        }
        let Ok(attributes) = element.get(b"A").and_then(Object::as_dict) else { continue };
        if read::name(element, "S") == "TH" {
            assert!(
                ["Column", "Row"].contains(&read::name(attributes, "Scope").as_str()) && element.has(b"ID"),
                "{place}"
            );
        }
        for head in array(attributes, "Headers") {
            assert_eq!(read::name(elements[&known[head.as_str().unwrap()]], "S"), "TH", "{place}");
            found += 1;
        }
    }
    assert_eq!(named, known.len(), "{place}");
    found
}

/// How many texts have parts on several pages.
fn texts_over_pages(file: &File) -> usize {
    let is_elsewhere = |kid: &&Object| kid.as_dict().is_ok_and(|kid| kid.has(b"MCID") && kid.has(b"Pg"));
    elements(file).values().filter(|element| kids(element).iter().any(is_elsewhere)).count()
}

/// In a file of PDF 1.7 the mark of each note holds a link to it, and its number a link to the mark.
fn notes_by_links(file: &File, place: &str) -> usize {
    let all = elements(file);
    let inside = |element: &Dictionary, name: &str| -> Option<&Dictionary> {
        let mut found = kids(element).into_iter().filter_map(|kid| all.get(&kid.as_reference().ok()?).copied());
        found.find(|kid| read::name(kid, "S") == name)
    };
    let mut found = 0;
    for element in all.values() {
        if read::name(element, "S") == "Reference" && inside(element, "Link").is_some() {
            found += 1;
        }
        if read::name(element, "S") == "Note" {
            assert!(element.has(b"ID"), "{place}: a note without a name");
        }
    }
    found
}

/// In a file of PDF 2.0 notes and what calls them refer to each other.
fn notes_by_references(file: &File, place: &str) -> usize {
    let all = elements(file);
    let (mut calls, mut called) = (BTreeSet::new(), BTreeSet::new());
    for (&id, element) in &all {
        assert_ne!(read::name(element, "S"), "Note", "{place}");
        let parent = element.get(b"P").and_then(Object::as_reference).ok().and_then(|id| all.get(&id));
        // What a list of contents says refers to the heading that it names.
        if parent.is_some_and(|parent| read::name(parent, "S") == "TOCI") && read::name(element, "S") == "Reference" {
            let headings = references(element, "Ref");
            assert_eq!(headings.len(), 1, "{place}");
            assert!(read::name(all[&headings[0]], "S").starts_with('H'), "{place}: an entry that names no heading");
            continue;
        }
        for other in references(element, "Ref") {
            let pairs = if read::name(element, "S") == "FENote" { &mut called } else { &mut calls };
            pairs.insert(if read::name(element, "S") == "FENote" { (other, id) } else { (id, other) });
        }
    }
    assert_eq!(calls, called, "{place}");
    calls.len()
}

/// In a file of PDF 2.0 every place is also one of the structure.
fn places_are_in_the_structure(file: &File, place: &str) {
    let all = elements(file);
    let leads = |destination: &Dictionary| {
        let element = array(destination, "SD")[0].as_reference().unwrap();
        assert!(all.contains_key(&element), "{place}: a place that is none of the structure");
        assert!(destination.has(b"D"), "{place}");
    };
    let mut names = Vec::new();
    if let Some(tree_of_names) = file.catalog().get(b"Names").ok().and_then(|it| file.dictionary(it).get(b"Dests").ok())
    {
        tree(file, tree_of_names, "Names", &mut names);
    }
    names.iter().for_each(|(_, destination)| leads(file.dictionary(destination)));
    let dictionaries = file.document.objects.values().filter_map(|object| object.as_dict().ok());
    for dictionary in dictionaries {
        let is = |key: &[u8], name: &str| dictionary.get(key).and_then(Object::as_name).ok() == Some(name.as_bytes());
        assert!(!dictionary.has(b"Dest"), "{place}");
        if is(b"S", "GoTo") {
            leads(dictionary);
        }
        if let Ok(action) = dictionary.get(b"A").and_then(Object::as_dict)
            && action.has(b"D")
        {
            leads(action);
        }
    }
}

/// Nothing is painted but with the page's fonts and plain colours, and these fonts are named as parts of fonts are.
fn shown_by_fonts_alone(file: &File, place: &str) {
    for page in file.document.page_iter() {
        let dictionary = file.document.get_dictionary(page).unwrap();
        let resources = file.dictionary(dictionary.get(b"Resources").unwrap());
        assert!(!dictionary.has(b"Group") && !resources.has(b"ExtGState"), "{place}: a page that may be transparent");
    }
    for object in file.document.objects.values().filter_map(|object| object.as_dict().ok()) {
        if object.get(b"Type").and_then(Object::as_name).ok() == Some(b"FontDescriptor") {
            let (name, flags) =
                (read::name(object, "FontName"), object.get(b"Flags").and_then(Object::as_i64).unwrap());
            assert!(
                name.as_bytes()[..6].iter().all(u8::is_ascii_uppercase) && name.as_bytes()[6] == b'+',
                "{place}: {name}"
            );
            assert_eq!(flags & 36, 4, "{place}: {name} is symbolic, and nothing else");
        }
    }
}

#[test]
fn what_is_attached_is_described_in_both_versions() {
    for (options, _) in VERSIONS {
        let folder = copy("clean");
        assert_eq!(enface(folder.path(), &[&["build", "--format", "pdf"], options].concat()).status, 0);
        let pdf = fs::read(folder.path().join("out/letter.en-ko.pdf")).unwrap();
        let file = File::read(&pdf);
        let attached = file.attached();
        assert_eq!(attached.len(), 3);
        for it in &attached {
            assert_eq!(it.bytes, fs::read(folder.path().join(&it.path)).unwrap(), "{}", it.path);
            assert!(it.checksum_agrees && it.date.is_some() && !it.description.is_empty(), "{}", it.path);
            assert!(it.mime.contains('/') && ["Source", "Data"].contains(&it.relation.as_str()), "{}", it.path);
        }
        // Each of them is found by its name, too.
        let mut names = Vec::new();
        let of_catalog = file.dictionary(file.catalog().get(b"Names").unwrap());
        tree(&file, of_catalog.get(b"EmbeddedFiles").unwrap(), "Names", &mut names);
        let names: BTreeSet<&[u8]> = names.into_iter().map(|(name, _)| name.as_str().unwrap()).collect();
        assert_eq!(names, attached.iter().map(|it| it.path.as_bytes()).collect());
    }
}

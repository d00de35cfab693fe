//! Pictures, from the files of a project to what a PDF, a page and a bag hold of them.

use std::fs;
use std::path::Path;

use lopdf::{Dictionary, Object};

use crate::read::{File, name, numbers, string, words};
use crate::support::{copy, enface, enface_with};

const PDF: &str = "out/lighthouse.en-ko.pdf";
const HTML: &str = "out/lighthouse.en-ko.html";

/// Builds the case, and reads a file that came of it.
fn built(folder: &Path, options: &[&str], file: &str) -> Vec<u8> {
    let run = enface(folder, &[&["build"], options].concat());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    fs::read(folder.join(file)).unwrap()
}

/// The pictures of a PDF: what kind each is, in the order in which they were written.
fn pictures(file: &File) -> Vec<String> {
    let streams = file.document.objects.values().filter_map(|object| object.as_stream().ok());
    let is_shown = |dictionary: &Dictionary| {
        dictionary.has(b"Subtype") && dictionary.has(b"Type") && name(dictionary, "Type") == "XObject"
    };
    let of = |dictionary: &Dictionary| {
        let space = match dictionary.get(b"ColorSpace") {
            Ok(Object::Name(name)) => String::from_utf8_lossy(name).into_owned(),
            Ok(_) => "ICC".to_owned(),
            Err(_) => return "drawing".to_owned(),
        };
        let mask = if dictionary.has(b"SMask") { ", opacity" } else { "" };
        format!("{} {space}{mask}", name(dictionary, "Filter"))
    };
    let mut all: Vec<String> = streams.map(|stream| &stream.dict).filter(|it| is_shown(it)).map(of).collect();
    all.sort();
    all
}

/// What stands for a picture in several languages says where they change.
#[test]
fn a_description_may_change_its_language() {
    let folder = copy("pictures");
    let source = folder.path().join("sources/lighthouse.xml");
    let text = fs::read_to_string(&source).unwrap();
    let (before, after) = text.split_once("The seal of the town: a star in a red disc.").unwrap();
    let seal =
        "The seal <foreign xml:lang=\"de\">der Stadt</foreign> of the town, <foreign xml:lang=\"grc\">ἀστήρ</foreign>.";
    fs::write(&source, format!("{before}{seal}{after}")).unwrap();
    let file = File::read(&built(folder.path(), &["--draft", "--format", "pdf"], PDF));
    // The list of what is to be translated leads to the picture, as its words are not set.
    let html = String::from_utf8(built(folder.path(), &["--draft", "--format", "html"], HTML)).unwrap();
    assert!(html.contains("href=\"#fig-seal\"") && !html.contains("href=\"#fig-seal-desc\""), "{html}");
    let links = (0..file.page_count()).flat_map(|page| file.annotations(page)).filter(|link| link.has(b"Dest"));
    let names: Vec<String> = links.map(|link| string(link, "Dest")).collect();
    assert!(
        names.iter().any(|name| name == "fig-seal") && names.iter().all(|name| name != "fig-seal-desc"),
        "{names:?}"
    );
    let elements = file.document.objects.values().filter_map(|object| object.as_dict().ok());
    let alternatives: Vec<String> = elements.filter(|it| it.has(b"Alt")).map(|it| words(it, "Alt")).collect();
    let wanted = "The seal \u{1B}de\u{1B}der Stadt\u{1B}en\u{1B} of the town, ἀστήρ.";
    assert!(alternatives.iter().any(|it| it == wanted), "{alternatives:#?}");
}

#[test]
fn each_kind_is_shown_as_it_is() {
    let folder = copy("pictures");
    let file = File::read(&built(folder.path(), &["--format", "pdf"], PDF));
    let mut expected = [
        "DCTDecode DeviceGray",
        "DCTDecode DeviceRGB",
        // The opacity of the seal.
        "FlateDecode DeviceGray",
        "FlateDecode DeviceGray",
        "FlateDecode DeviceGray",
        "FlateDecode DeviceRGB",
        "FlateDecode DeviceRGB",
        "FlateDecode DeviceRGB, opacity",
        "drawing",
    ];
    expected.sort_unstable();
    assert_eq!(pictures(&file), expected);
    // A photograph is turned upright: its rows become columns.
    let contents: String = (0..file.page_count()).map(|page| file.content(page)).collect();
    let turned = contents.lines().filter(|line| line.ends_with(" cm") && line.starts_with("0 -")).count();
    assert_eq!(turned, 1, "{contents}");
}

#[test]
fn who_does_not_see_a_picture_hears_of_it_in_each_language() {
    let folder = copy("pictures");
    let file = File::read(&built(folder.path(), &["--format", "pdf"], PDF));
    let figures: Vec<&Dictionary> = file
        .document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|element| element.has(b"S") && name(element, "S") == "Figure")
        .collect();
    let said = |lang: &str| {
        figures.iter().filter(|it| string(it, "Lang") == lang).map(|it| words(it, "Alt")).collect::<Vec<_>>()
    };
    assert_eq!((said("en").len(), said("ko").len()), (8, 8));
    assert!(said("en").contains(&"The seal of the town: a star in a red disc.".to_owned()));
    assert!(said("ko").contains(&"시의 인장. 붉은 원 안에 별이 있다.".to_owned()));
    for figure in figures {
        let attributes = file.dictionary(figure.get(b"A").unwrap());
        let edges = numbers(attributes, "BBox");
        assert!(edges[0] < edges[2] && edges[1] < edges[3], "{edges:?}");
        // Each has a place on its page, the picture itself in one language and its outline in the others.
        assert!(figure.has(b"K") && figure.has(b"Pg"));
    }
    // What is heard is not set as well.
    let texts = file.texts();
    let runs = (0..file.page_count()).flat_map(|page| file.runs(page, &texts));
    let text: String = runs.map(|run| run.text + " ").collect();
    assert!(text.contains("저녁의 항구") && !text.contains("a star in a red disc") && !text.contains("붉은 원"));
}

#[test]
fn a_page_holds_its_pictures_itself() {
    let folder = copy("pictures");
    let page = String::from_utf8(built(folder.path(), &["--format", "html"], HTML)).unwrap();
    for mime in ["image/png", "image/jpeg", "image/svg+xml"] {
        assert!(page.contains(&format!("src=\"data:{mime};base64,")), "{mime}");
    }
    assert_eq!(page.matches("<img ").count(), 8);
    assert!(page.contains("img-src data:"));
    let image = page.split("<img ").nth(2).unwrap().split('>').next().unwrap();
    assert!(image.contains("alt=\"The seal of the town: a star in a red disc.\"") && image.contains("lang=\"en\""));
    // 22 mm are 83 pixels of CSS.
    assert!(image.contains("width=\"83\" height=\"83\""), "{image}");
    assert!(page.contains(">시의 인장. 붉은 원 안에 별이 있다.</p>"));
    assert!(page.contains("<figcaption>"));
    // The one that is turned is as wide as it is shown.
    let turned = page.split("<img ").nth(7).unwrap();
    assert!(turned.contains("width=\"227\" height=\"151\""), "{}", &turned[..200]);
}

#[test]
fn pictures_are_among_the_sources_of_an_edition() {
    let folder = copy("pictures");
    let path = folder.path();
    let pdf = built(path, &["--format", "pdf"], PDF);
    let attached = File::read(&pdf).attached();
    let seal = attached.iter().find(|file| file.path == "sources/pictures/seal.png").expect("it is attached");
    assert_eq!((seal.mime.as_str(), seal.relation.as_str()), ("image/png", "Source"));
    assert_eq!(seal.bytes, fs::read(path.join("sources/pictures/seal.png")).unwrap());
    let mimes = |wanted: &str| attached.iter().filter(|file| file.mime == wanted).count();
    assert_eq!((mimes("image/png"), mimes("image/jpeg"), mimes("image/svg+xml")), (5, 2, 1));
    // It is made again from them alone.
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("a.pdf"), &pdf).unwrap();
    let run = enface(elsewhere.path(), &["verify", "a.pdf"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    // The project has another picture since.
    fs::copy(path.join("sources/pictures/harbour.png"), path.join("sources/pictures/seal.png")).unwrap();
    let run = enface(path, &["verify", PDF]);
    assert!(run.status == 1 && run.stdout.contains("sources/pictures/seal.png"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_bag_keeps_pictures() {
    let folder = copy("pictures");
    let run = enface(folder.path(), &["archive", "lighthouse", "--out", "bag"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let bag = folder.path().join("bag/data");
    let kept = fs::read(bag.join("sources/pictures/chart.svg")).unwrap();
    assert_eq!(kept, fs::read(folder.path().join("sources/pictures/chart.svg")).unwrap());
    let inventory = fs::read_to_string(bag.join("inventory.json")).unwrap();
    assert_eq!(inventory.matches("\"kind\": \"graphic\"").count(), 8, "{inventory}");
    let again = enface(&bag, &["build", "--out", "again"]);
    assert_eq!(again.status, 0, "{}", again.stderr);
}

#[test]
fn the_same_pictures_give_the_same_bytes() {
    let folder = copy("pictures");
    let one = built(folder.path(), &["-j", "1"], PDF);
    let other = built(folder.path(), &["-j", "4"], PDF);
    assert!(one == other);
}

#[test]
fn a_picture_stands_where_the_style_says() {
    let count = |settings: &str, layout: &str| {
        let folder = copy("pictures");
        fs::write(folder.path().join("enface.toml"), settings).unwrap();
        let run = enface(folder.path(), &["build", "--format", "pdf", "--layout", layout, "--explain"]);
        assert!(run.status == 0 && run.stdout.contains("no rule is broken"), "{layout}: {}{}", run.stdout, run.stderr);
        let file = File::read(&fs::read(folder.path().join(PDF)).unwrap());
        let contents: String = (0..file.page_count()).map(|page| file.content(page)).collect();
        contents.lines().filter(|line| line.ends_with(" Do")).count()
    };
    assert_eq!(count("", "columns"), 8);
    assert_eq!(count("[columns]\npictures = \"each\"\n", "columns"), 16);
    assert_eq!(count("", "facing"), 16);
    assert_eq!(count("", "stacked"), 8);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_is_not_followed() {
    let (folder, outside) = (copy("pictures"), tempfile::tempdir().unwrap());
    let pictures = folder.path().join("sources/pictures");
    fs::rename(pictures.join("seal.png"), outside.path().join("seal.png")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("seal.png"), pictures.join("seal.png")).unwrap();
    let run = enface(folder.path(), &["build"]);
    assert!(run.status == 0 && run.stderr.contains("warning[outside-picture]"), "{}", run.stderr);
    let page = fs::read_to_string(folder.path().join(HTML)).unwrap();
    assert_eq!(page.matches("<img ").count(), 7);
    // Its words stand in its place.
    assert!(page.contains(">The seal of the town: a star in a red disc.</p>"));
    let pdf = fs::read(folder.path().join(PDF)).unwrap();
    assert!(File::read(&pdf).attached().iter().all(|file| file.path != "sources/pictures/seal.png"));
    // One that stays in the project is as good as a copy.
    fs::remove_file(pictures.join("seal.png")).unwrap();
    std::os::unix::fs::symlink("postcard.png", pictures.join("seal.png")).unwrap();
    let run = enface_with(folder.path(), &["build"], &[]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
}

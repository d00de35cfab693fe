//! What findings there are: each code with what it means and how much it weighs, unless a project says otherwise.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Diagnostic, Severity, SourceFile};

/// A kind of finding.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its stable name.
    pub code: &'static str,
    /// How much it weighs.
    pub level: Severity,
    /// Whether a project can weigh it otherwise. What no edition can be made with stays an error.
    pub adjustable: bool,
    /// What it finds, in one sentence without a full stop.
    pub finds: &'static str,
    /// What it does not look at, or what to do; may be empty.
    pub help: &'static str,
}

const fn fixed(code: &'static str, level: Severity, finds: &'static str, help: &'static str) -> Rule {
    Rule { code, level, adjustable: false, finds, help }
}

const fn adjustable(code: &'static str, level: Severity, finds: &'static str, help: &'static str) -> Rule {
    Rule { code, level, adjustable: true, finds, help }
}

use Severity::{Error, Note, Warning};

/// All kinds of findings, sorted by code. `docs/checks.md` shows them.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    fixed("bad-id", Error, "An `xml:id` that is no XML name", "Ids begin with a letter or `_` and have no spaces"),
    adjustable("bad-language", Warning, "An `xml:lang` of a source that is no language tag; the language that it names, or else the one around it, stands", "Write a tag such as `ko`, `en-GB` or `zh-Hant`"),
    adjustable("bad-picture", Error, "A picture that cannot be shown: damaged, of another kind than PNG, JPEG or SVG, or made for a printing press", "The finding says what to save it as"),
    adjustable("bad-span", Warning, "A cell of a table that takes no number of columns or rows, or more than a thousand", "Write `cols` and `rows` as numbers"),
    adjustable("control-character", Warning, "A control character, a byte order mark inside a text, or U+FFFD, which stands where a character was lost", "Joiners and marks of direction may stand; what cannot stand in XML is an error"),
    adjustable("dangling-pointer", Warning, "A `ref`, a `ptr` or a `note` whose `target` is no `xml:id` of the file", "Correct the target"),
    adjustable("doubled-space", Warning, "Two spaces that follow each other in a line", "Indentation of lines is no text"),
    adjustable("doubled-word", Warning, "A word that stands twice, or two Korean particles of one kind at the end of a word", "Words that are repeated for stress, for their sound, in verse, or in the source as well, may stand"),
    fixed("duplicate-id", Error, "An `xml:id` that two elements have", "Give one of them another id"),
    fixed("duplicate-message", Error, "Two messages or terms of one id", "The first is used; delete one of them"),
    fixed("encoding", Error, "A file that is not in the encoding that it says", "Save it as UTF-8"),
    adjustable("end-punctuation", Warning, "A sentence that ends without the full stop or the question mark of its source or with a comma, a statement that became a question or the reverse, and a head that ends with a full stop where its source does not", "Verse, Korean and Japanese phrases that end with a noun, exclamation marks, colons, and what ends with a bracket or an abbreviation are left alone"),
    fixed("fluent-syntax", Error, "A message that cannot be read", "The finding says what is wrong at its place"),
    adjustable("identical", Warning, "A translation that is its source, letter by letter", "Names, numbers, codes and addresses may be the same"),
    fixed("input", Error, "A file or a folder that cannot be read", "See that it is there and that you may read it"),
    adjustable("link-language", Warning, "A link of translation that stays within one language", "Let it lead from a text to its translation, or give its `linkGrp` another type"),
    adjustable("link-order", Warning, "A link against the order of the texts, which is not followed: each text keeps its order", "Move the text or the link; of links that cross, as many are followed as can be"),
    adjustable("link-parts", Warning, "A link between sections, lists or tables that do not hold the same parts and of which no part is linked: it says nothing of them", "Link the parts themselves, or give both the same kinds of things in the same order"),
    adjustable("link-target", Warning, "A link or a `corresp` to nowhere, or a link of translation to an element without text", "Give it the `xml:id` of an element of the text, as `#id` or `#range(id,id)`"),
    fixed("lock-syntax", Error, "A lock that cannot be read", "Take it from the last commit again, and run `enface sync`"),
    fixed("missing-catalog", Error, "A language that is asked for and has no messages", "Write them, or choose another language"),
    fixed("missing-id", Error, "A unit without `xml:id` beside a translation", "`enface ids` gives each unit an id"),
    fixed("missing-message", Error, "A unit without a message, or with an empty one", "Translate it, or build with `--draft`"),
    adjustable("missing-picture", Warning, "A picture that is not there; its description stands in its place", "Put it below the folder `sources`, under the name that the source gives it"),
    adjustable("mixed-width", Warning, "Full-width letters, digits or signs outside of Chinese and Japanese, full-width beside half-width ones in one word, and half-width kana", "Full-width punctuation of Chinese and Japanese may stand"),
    adjustable("no-description", Warning, "A picture that no words stand for", "Say in a `figDesc` what it shows"),
    fixed("no-glyph", Error, "A character that no font has", "Put a font that has it into `fonts`, or let a sign be drawn for it: `replacement` in the table `[fonts]`"),
    adjustable("no-language", Warning, "A text that does not say its language", "Add `xml:lang` to the `text` element"),
    fixed("no-text", Error, "A file without text, or that is not TEI", "A TEI file has a `TEI` element with a `teiHeader` and a `text`"),
    fixed("not-built", Error, "Documents that a build has left out, named at its end", "What is wrong with each is said above"),
    fixed("not-derived", Error, "A file in the place of the reference file that was not written by `enface sync`, or the reference file in the place of a translation", "Mend the `xml:lang` of the source, or take the file away"),
    adjustable("not-fetched", Warning, "An `xi:include`, which names another file: nothing is ever fetched", "Put the text into the file itself"),
    adjustable("not-nfc", Warning, "Letters that are decomposed: Hangul in single jamo, an accent by itself", "Have the editor normalize the file to NFC"),
    adjustable("not-recorded", Note, "Translations that the lock does not know yet, so that nobody is told if their source changes", "`enface sync` records their source"),
    adjustable("not-set", Warning, "A `sourceDoc` or a `standOff` with words of its own beside the `text`: nothing of it is set", "What an edition is to show stands in the `text` element"),
    fixed("not-valid", Error, "A bag, or a file in it, that is not what it was when it was made", "Take it from another copy"),
    adjustable("note-mismatch", Error, "The mark of a note that the translation lacks, or that the source does not have", "Put `<note xml:id=\"…\"/>` where the note is called"),
    adjustable("number", Warning, "A number, a year, a percentage, a time of day or a period that differs from that of the source, is missing or is too many, in digits or in words; a span of years the other way round", "Small number words may be left out or added; numbers in agreed terms are agreed, too"),
    adjustable("orphan-message", Error, "A message whose unit is not in the source", "Delete it, or give it the id of its unit"),
    adjustable("orphan-stub", Note, "A message without text whose unit is not in the source", "Delete it"),
    fixed("outdated-message", Error, "A translation whose source has changed since", "Revise it, and confirm it with `enface accept`"),
    fixed("output", Error, "A file that cannot be written", "See that there is room and that you may write there"),
    adjustable("outside-picture", Warning, "A picture that is no file of the project: an address of the web, an absolute path, one that goes up, a link that leads out; its description stands in its place", "Put it below the folder `sources`"),
    adjustable("overfull", Warning, "A line that is wider than its column, because nothing in it can be divided", "Put U+200B (zero width space) or U+00AD (soft hyphen) where a word can be divided, or make the column wider"),
    adjustable("particle", Warning, "A Korean particle that does not agree with the end of the term before it: `{ -six-party-talks }는`", "What ends with anything but Hangul is left alone, and so are 은(는) and 을/를"),
    fixed("pdf", Error, "A PDF that cannot be written", "The finding says why"),
    adjustable("picture-size", Warning, "A width, height or scale of a picture that is none; the picture has its own size then", "Write `60mm`, `50%` or, for a scale, `0.5`"),
    adjustable("probable-match", Note, "A message without unit that probably belongs to a new unit", "`enface accept` carries it over"),
    adjustable("quotation-style", Warning, "Quotation marks of another language, and straight ones where the source has those of print", "Words in `foreign` and in other languages are left alone"),
    adjustable("reference-differs", Warning, "A message in the source's own language that differs from the source", "The TEI file is the authority"),
    adjustable("replaced-glyph", Warning, "A character that no font has, for which a sign is drawn; the text of the edition has the character itself", "Put a font that has it into `fonts`"),
    fixed("revised-message", Error, "A translation that was revised after its source changed, and not confirmed", "Confirm it with `enface accept`"),
    fixed("settings", Error, "A setting in `enface.toml` that is not known or cannot be", "The finding names what can stand there"),
    adjustable("stray-file", Warning, "A file among the translations that is never read", "Give it the name of its document and the folder of its language"),
    adjustable("tag-attribute", Warning, "An attribute in a message that no tag of that name has in the source", "A message gives `xml:lang`, and what tells a tag from others of its name"),
    fixed("tag-language", Error, "An `xml:lang` in a message that is no language tag", "Write a tag such as `ko`, `en-GB` or `zh-Hant`"),
    adjustable("tag-mismatch", Error, "Tags that the translation lacks, that the source does not have, or that are empty, and values that no tag of the source has", "Use the tags of the source, each as often as there; what may be parted and what need not be kept is told above"),
    adjustable("tag-nesting", Warning, "A tag that is not inside of the tag that it is in in the source", "A tag may stand inside of more than in the source, as words move"),
    fixed("tag-syntax", Error, "Markup in a message that cannot be read, such as tags that overlap", "Close each tag that is opened, in the reverse order"),
    adjustable("term", Warning, "An agreed term of the source that the translation does not have", "Spaces in Korean and endings of words make no difference; the longest agreed term counts"),
    fixed("too-large", Error, "A file that is larger than can be read", "Divide the document into several"),
    adjustable("unknown-check", Warning, "A `# check:` comment that names no check or no level", "Write `# check: number off`"),
    adjustable("unknown-element", Warning, "An element that is not known; its text is set as it stands", "Check its spelling"),
    adjustable("unknown-label", Warning, "A label that an edition does not have", "The finding names those that there are"),
    fixed("unknown-reference", Error, "A term, message, variable, function or option that is not there", "The finding names what is near"),
    adjustable("unpaired", Warning, "A quotation mark or a bracket without its counterpart", "What is open in the source, too, runs on from or to another unit; `a)` and apostrophes close nothing"),
    adjustable("unshown-picture", Warning, "A picture inside a note, a cell or running text, where none is shown", "Put it into a `figure` between paragraphs"),
    adjustable("unshown-sign", Warning, "A `g` that holds nothing and for which the header has no character", "Write the character, or a `mapping` into `charDecl`"),
    fixed("usage", Error, "A command that cannot be carried out as it was given", "`enface help` shows how it is used"),
    fixed("xml-syntax", Error, "A file that is no well-formed XML", "The finding says what is wrong at its place"),
];

/// The rule of a code.
pub fn find(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

/// How much somebody wants a kind of finding to weigh.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// Nobody wants to hear of it.
    Off,
    /// It is told with this weight.
    At(Severity),
}

impl Level {
    /// The names of the levels, from the least.
    pub const NAMES: [&'static str; 4] = ["off", "note", "warning", "error"];

    /// The level of a name.
    pub fn parse(name: &str) -> Option<Level> {
        Some(match name {
            "off" => Level::Off,
            "note" => Level::At(Severity::Note),
            "warning" => Level::At(Severity::Warning),
            "error" => Level::At(Severity::Error),
            _ => return None,
        })
    }
}

/// How much a kind of finding weighs in one place.
#[derive(Clone, Debug)]
pub struct Exception {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Where the finding stands.
    pub span: Range<usize>,
    /// What it finds.
    pub code: &'static str,
    /// Its weight there.
    pub level: Level,
}

/// How much findings weigh in a project.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    /// By code.
    pub general: BTreeMap<&'static str, Level>,
}

impl Levels {
    /// Gives findings the weight that is wanted, and takes away what is not. An exception counts more than what is said in
    /// general. Those of one file come in its order.
    pub fn apply(&self, diagnostics: &mut Vec<Diagnostic>, exceptions: &[Exception]) {
        // A file may have as many of them as findings: each is compared with those alone that could be meant.
        let mut by_kind: FxHashMap<(&str, &str), Vec<&Exception>> = FxHashMap::default();
        for exception in exceptions {
            by_kind.entry((exception.code, exception.file.name.as_str())).or_default().push(exception);
        }
        diagnostics.retain_mut(|diagnostic| {
            if !find(diagnostic.code).is_some_and(|rule| rule.adjustable) {
                return true;
            }
            let wanted = diagnostic.place.as_ref().and_then(|place| {
                let alike = by_kind.get(&(diagnostic.code, place.file.name.as_str()))?;
                let first = alike.partition_point(|exception| exception.span.end <= place.span.start);
                let here = alike.get(first).filter(|exception| exception.span.contains(&place.span.start))?;
                (here.file == place.file).then_some(here.level)
            });
            match wanted.or_else(|| self.general.get(diagnostic.code).copied()) {
                Some(Level::Off) => return false,
                Some(Level::At(severity)) => diagnostic.severity = severity,
                None => {}
            }
            true
        });
    }

    /// Whether a kind of finding would refuse an edition.
    pub fn is_error(&self, code: &str) -> bool {
        self.general.get(code) == Some(&Level::At(Severity::Error))
    }
}

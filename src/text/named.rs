//! Languages by their names, which files have in the place of tags.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Tags, each with the names that the language has in English, German, French, Latin or itself, without accents. Greek is
/// that of the ancients, as is what the editors of texts call so.
#[rustfmt::skip]
const NAMES: [(&str, &str); 74] = [
    ("akk", "akkadian|akkadisch|akkadien|akkadica"),
    ("am", "amharic|amharisch|amharique"),
    ("ang", "old english|anglo-saxon|anglosaxon|altenglisch|angelsachsisch|vieil anglais|anglo-saxonica"),
    ("ar", "arabic|arabisch|arabe|arabica|arabice"),
    ("arc", "aramaic|aramaisch|arameen|aramaica"),
    ("bg", "bulgarian|bulgarisch|bulgare|bulgarica"),
    ("bn", "bengali|bengalisch"),
    ("bo", "tibetan|tibetisch|tibetain|tibetica"),
    ("ca", "catalan|katalanisch|catala|catalana"),
    ("cop", "coptic|koptisch|copte|coptica|coptice"),
    ("cs", "czech|tschechisch|tcheque|bohemica|bohemice"),
    ("cu", "church slavonic|old church slavonic|kirchenslawisch|altkirchenslawisch|slavon|slavonica"),
    ("cy", "welsh|walisisch|kymrisch|gallois|cambrica|cymraeg"),
    ("da", "danish|danisch|danois|danica|danice|dansk"),
    ("de", "german|deutsch|allemand|germanica|germanice|theodisca"),
    ("egy", "egyptian|agyptisch|egyptien|aegyptica"),
    ("el", "modern greek|neugriechisch|grec moderne|neograeca"),
    ("en", "english|englisch|anglais|anglica|anglice"),
    ("enm", "middle english|mittelenglisch|moyen anglais"),
    ("eo", "esperanto"),
    ("es", "spanish|spanisch|espagnol|hispanica|hispanice|castilian|espanol"),
    ("ett", "etruscan|etruskisch|etrusque|etrusca"),
    ("eu", "basque|baskisch|vasconica|euskara"),
    ("fa", "persian|persisch|persan|persica|farsi"),
    ("fi", "finnish|finnisch|finnois|fennica|suomi"),
    ("fr", "french|franzosisch|franzoesisch|francais|gallica|gallice|francogallica"),
    ("fro", "old french|altfranzosisch|ancien francais"),
    ("ga", "irish|irisch|irlandais|hibernica|gaeilge"),
    ("gez", "geez|ge'ez|ethiopic|athiopisch|ethiopien|aethiopica"),
    ("gmh", "middle high german|mittelhochdeutsch|moyen haut allemand"),
    ("goh", "old high german|althochdeutsch|vieux haut allemand"),
    ("got", "gothic|gotisch|gotique|gothica"),
    ("grc", "greek|griechisch|grec|graeca|graece|ancient greek|classical greek|altgriechisch|grec ancien"),
    ("he", "hebrew|hebraisch|hebreu|hebraica|hebraice"),
    ("hi", "hindi"),
    ("hit", "hittite|hethitisch|hethitica"),
    ("hr", "croatian|kroatisch|croate|croatica"),
    ("hu", "hungarian|ungarisch|hongrois|hungarica|hungarice|magyar"),
    ("hy", "armenian|armenisch|armenien|armeniaca"),
    ("is", "icelandic|islandisch|islandais|islandica"),
    ("it", "italian|italienisch|italien|italica|italice|italiano"),
    ("ja", "japanese|japanisch|japonais|iaponica|japonica"),
    ("ka", "georgian|georgisch|georgien|georgica"),
    ("ko", "korean|koreanisch|coreen|coreana|corean"),
    ("la", "latin|latein|lateinisch|latina|latine"),
    ("lt", "lithuanian|litauisch|lituanien|lituanica"),
    ("lv", "latvian|lettisch|letton|lettica"),
    ("mn", "mongolian|mongolisch|mongol|mongolica"),
    ("mnc", "manchu|mandschurisch|mandchou|mandshurica"),
    ("nl", "dutch|niederlandisch|hollandisch|neerlandais|hollandais|batavica|nederlands"),
    ("no", "norwegian|norwegisch|norvegien|norvegica|norsk"),
    ("non", "old norse|altnordisch|vieux norrois"),
    ("oc", "occitan|provencal|provenzalisch|okzitanisch|occitana"),
    ("ota", "ottoman|ottoman turkish|osmanisch|turc ottoman"),
    ("phn", "phoenician|phonizisch|phenicien|phoenicia"),
    ("pi", "pali"),
    ("pl", "polish|polnisch|polonais|polonica|polonice|polski"),
    ("pt", "portuguese|portugiesisch|portugais|lusitana|lusitanice|portugues"),
    ("ro", "romanian|rumanisch|roumain|dacoromana"),
    ("ru", "russian|russisch|russe|russica|russice"),
    ("sa", "sanskrit|sanscrit|sanscritica"),
    ("sco", "scots|schottisch|scotica"),
    ("sl", "slovene|slovenian|slowenisch|slovene|slovenica"),
    ("sr", "serbian|serbisch|serbe|serbica"),
    ("sux", "sumerian|sumerisch|sumerien|sumerica"),
    ("sv", "swedish|schwedisch|suedois|suecica|suecice|svenska"),
    ("syr", "syriac|syrisch|syriaque|syriaca|syriace"),
    ("ta", "tamil|tamilisch|tamoul"),
    ("th", "thai|thailandisch"),
    ("tr", "turkish|turkisch|turc|turcica"),
    ("uga", "ugaritic|ugaritisch|ougaritique"),
    ("uk", "ukrainian|ukrainisch|ukrainien|ucrainica"),
    ("yi", "yiddish|jiddisch"),
    ("zh", "chinese|chinesisch|chinois|sinica|sinice"),
];

/// The tag of a language by its name, in whichever case and with or without accents.
pub(super) fn tag(name: &str) -> Option<&'static str> {
    // No name is longer.
    let name: String = name.trim().chars().take(40).collect();
    let name: String = name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let is_named = |names: &str| names.split('|').any(|other| other == name);
    NAMES.iter().find(|(_, names)| is_named(names)).map(|(tag, _)| *tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_tags() {
        for (name, found) in [
            ("greek", Some("grc")),
            ("Französisch", Some("fr")),
            ("COREEN", Some("ko")),
            (" Hébreu ", Some("he")),
            ("old english", Some("ang")),
            ("klingon", None),
            ("", None),
        ] {
            assert_eq!(tag(name), found, "{name}");
        }
        assert!(NAMES.is_sorted());
        // Each is the one tag of a language.
        assert!(NAMES.iter().all(|(tag, _)| crate::text::Lang::new(tag).as_str() == *tag));
    }
}

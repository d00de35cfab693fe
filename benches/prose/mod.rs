//! Prose about diplomacy in English and Korean, made by a seeded generator.
//!
//! Sentences come in pairs of templates, filled from the lists of [`words`]: the same seed always
//! gives the same text. Names, figures, dates and compounds vary freely, so that a long text has
//! thousands of different word forms, as real prose has, and no cache of words can hold them all.

mod words;

use words::{
    ADJECTIVES, ADVERBS, BODIES, CITIES, COUNTRIES, FAMILY_NAMES, GIVEN_NAMES, KOREAN_PADDING, MEETINGS, MONTHS, NOUNS,
    OPENINGS, Pair, SURNAMES, TITLES, TOPICS, VERBS, WESTERN_NAMES,
};

/// Kinds of sentences.
const KINDS: usize = 12;
/// Characters of a paragraph in each language, on average.
pub(crate) const ENGLISH_LENGTH: usize = 460;
/// See [`ENGLISH_LENGTH`].
pub(crate) const KOREAN_LENGTH: usize = 245;

/// A text in both languages.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bilingual {
    /// The English text.
    pub(crate) en: String,
    /// The Korean text.
    pub(crate) ko: String,
}

/// A small generator of random numbers (SplitMix64): repeatable, and good enough for prose.
#[derive(Debug)]
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Another entry of a list than this one.
    fn pick_other(&mut self, list: &[Pair], this: Pair) -> Pair {
        loop {
            let other = self.pick(list);
            if other != this {
                return other;
            }
        }
    }

    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

/// Writes paragraphs, and keeps their average lengths on the mark as it goes.
#[derive(Debug)]
pub(crate) struct Writer {
    random: Random,
    paragraphs: usize,
    english: usize,
    korean: usize,
    padding: usize,
    last_kind: usize,
}

impl Writer {
    /// A writer whose text depends on the seed alone.
    pub(crate) fn new(seed: u64) -> Self {
        Self { random: Random(seed), paragraphs: 0, english: 0, korean: 0, padding: 0, last_kind: 0 }
    }

    /// A head of a section.
    pub(crate) fn head(&mut self) -> Bilingual {
        let (topic, country) = (self.random.pick(TOPICS), self.random.pick(COUNTRIES));
        let noun = self.random.pick(NOUNS);
        match self.random.below(3) {
            0 => Bilingual {
                en: format!("{} and the role of {}", capital(topic.0), country.0),
                ko: format!("{} {}의 역할", with(topic.1, "과", "와"), country.1),
            },
            1 => Bilingual {
                en: format!("On the {} of Our Time: {}", capital(noun.0), capital(topic.0)),
                ko: format!("우리 시대의 {}: {}", noun.1, topic.1),
            },
            _ => Bilingual { en: format!("{} in Practice", capital(topic.0)), ko: format!("{}의 실천", topic.1) },
        }
    }

    /// A paragraph: some sentences that belong together.
    pub(crate) fn paragraph(&mut self) -> Bilingual {
        self.paragraphs += 1;
        // Paragraphs are long and short; what one is too long, the next ones make good.
        let jitter = self.random.between(0, 260);
        let goal = (self.paragraphs * ENGLISH_LENGTH + jitter).saturating_sub(130);
        let mut text = Bilingual::default();
        loop {
            let sentence = self.sentence(text.en.is_empty());
            for (into, from) in [(&mut text.en, &sentence.en), (&mut text.ko, &sentence.ko)] {
                if !into.is_empty() {
                    into.push(' ');
                }
                into.push_str(from);
            }
            let reached = self.english + text.en.chars().count();
            if reached + 65 >= goal {
                break;
            }
        }
        // Korean says the same in a length of its own: a closing sentence evens it out.
        let mark = self.paragraphs * KOREAN_LENGTH;
        while self.korean + text.ko.chars().count() + 12 < mark {
            text.ko.push(' ');
            text.ko.push_str(KOREAN_PADDING[self.padding % KOREAN_PADDING.len()]);
            self.padding += 1;
        }
        self.english += text.en.chars().count();
        self.korean += text.ko.chars().count();
        text
    }

    fn person(&mut self) -> Bilingual {
        if self.random.below(2) == 0 {
            let family = self.random.pick(FAMILY_NAMES);
            let (first, second) = (self.random.pick(GIVEN_NAMES), self.random.pick(GIVEN_NAMES));
            Bilingual {
                en: format!("{} {}-{}", family.0, capital(first.0), second.0),
                ko: format!("{}{}{}", family.1, first.1, second.1),
            }
        } else {
            let (name, surname) = (self.random.pick(WESTERN_NAMES), self.random.pick(SURNAMES));
            Bilingual { en: format!("{} {}", name.0, surname.0), ko: format!("{} {}", name.1, surname.1) }
        }
    }

    fn sentence(&mut self, first: bool) -> Bilingual {
        let random = &mut self.random;
        let country = random.pick(COUNTRIES);
        let other = random.pick_other(COUNTRIES, country);
        let topic = random.pick(TOPICS);
        let second = random.pick_other(TOPICS, topic);
        let (adjective, noun) = (random.pick(ADJECTIVES), random.pick(NOUNS));
        let (quality, aim) = (random.pick(ADJECTIVES), random.pick(NOUNS));
        let (body, meeting) = (random.pick(BODIES), random.pick(MEETINGS));
        let (verb, adverb) = (random.pick(VERBS), random.pick(ADVERBS));
        let city = random.pick(CITIES);
        let port = random.pick_other(CITIES, city);
        let (month, day) = (random.below(12), random.between(1, 28));
        let year = random.between(1949, 2031);
        let share = format!("{}.{}", random.between(1, 94), random.between(0, 9));
        let sum = random.between(11, 9870);
        let count = random.between(13, 480);
        let title = random.pick(TITLES);
        let opening = random.pick(OPENINGS);
        // Never the same kind of sentence twice in a row.
        let kind = (self.last_kind + 1 + random.below(KINDS - 1)) % KINDS;
        self.last_kind = kind;
        let person = self.person();
        let (en, ko) = match kind {
            0 => (
                format!(
                    "{} {} {} {} {} on {} with {}.",
                    country.0,
                    adverb.0,
                    verb.0,
                    article(adjective.0),
                    noun.0,
                    topic.0,
                    other.0
                ),
                format!(
                    "{} {} {} {} 관한 {} {} {} {}.",
                    with(country.1, "은", "는"),
                    adverb.1,
                    with(other.1, "과", "와"),
                    format_args!("{}에", topic.1),
                    adjective.1,
                    with(noun.1, "을", "를"),
                    "함께",
                    verb.1
                ),
            ),
            1 => (
                format!(
                    "On {day} {} {year}, the {} in {} agreed that the field of {} needs {} {}.",
                    MONTHS[month], meeting.0, city.0, topic.0, adjective.0, noun.0
                ),
                format!(
                    "{year}년 {}월 {day}일 {}에서 열린 {} {}에 {} {} 필요하다는 데 뜻을 모았습니다.",
                    month + 1,
                    city.1,
                    with(meeting.1, "은", "는"),
                    topic.1,
                    adjective.1,
                    with(noun.1, "이", "가")
                ),
            ),
            2 => (
                format!(
                    "{} {} of {} said that without {} there would be no {} {}.",
                    title.0, person.en, country.0, topic.0, adjective.0, noun.0
                ),
                format!(
                    "{}의 {} {} {} 없이는 {} {} 있을 수 없다고 말했습니다.",
                    country.1,
                    person.ko,
                    with(title.1, "은", "는"),
                    topic.1,
                    adjective.1,
                    with(noun.1, "도", "도")
                ),
            ),
            3 => (
                format!(
                    "Trade between {} and {} rose by {share} percent, to ${sum} million, and {} followed.",
                    country.0, other.0, topic.0
                ),
                format!(
                    "{} {} 사이의 교역은 {share}퍼센트 늘어 {sum}백만 달러에 이르렀고, {} 그 뒤를 이었습니다.",
                    with(country.1, "과", "와"),
                    other.1,
                    with(topic.1, "이", "가")
                ),
            ),
            4 => (
                format!(
                    "The {} and the {} have {} {} a {city}-{port} framework for {}.",
                    body.0,
                    meeting.0,
                    adverb.0,
                    verb.0,
                    topic.0,
                    city = city.0,
                    port = port.0
                ),
                format!(
                    "{} {} {} 위한 {city}·{port} 체제를 {} {}.",
                    with(body.1, "과", "와"),
                    with(meeting.1, "은", "는"),
                    with(topic.1, "을", "를"),
                    adverb.1,
                    verb.1,
                    city = city.1,
                    port = port.1
                ),
            ),
            5 => (
                format!(
                    "Some {count} delegates from {} took part, and most of them described the {} as {} and {}.",
                    city.0, noun.0, adjective.0, quality.0
                ),
                format!(
                    "{}에서 온 대표 {count}명이 참석했으며, 대부분은 {} {} 것이자 {} 것으로 평가했습니다.",
                    city.1,
                    with(noun.1, "을", "를"),
                    adjective.1,
                    quality.1
                ),
            ),
            6 => (
                format!(
                    "Both governments know that {} and {} cannot be separated from {} {}.",
                    topic.0, second.0, adjective.0, noun.0
                ),
                format!(
                    "양국 정부는 {} {} {} {} 떼어 놓을 수 없다는 점을 잘 알고 있습니다.",
                    with(topic.1, "과", "와"),
                    with(second.1, "을", "를"),
                    adjective.1,
                    with(noun.1, "과", "와")
                ),
            ),
            7 => (
                format!(
                    "As {} wrote from {} in {year}, “{} without {} is only {} hope.”",
                    person.en,
                    city.0,
                    noun.0,
                    aim.0,
                    article(adjective.0)
                ),
                format!(
                    "{} {year}년 {}에서 쓴 것처럼, “{} 없는 {} {} 희망에 지나지 않습니다.”",
                    with(&person.ko, "이", "가"),
                    city.1,
                    aim.1,
                    with(noun.1, "은", "는"),
                    adjective.1
                ),
            ),
            8 => (
                format!(
                    "My government will {} support {}, and it asks {} for the same {}.",
                    adverb.0, topic.0, other.0, noun.0
                ),
                format!(
                    "우리 정부는 {} {} 지지할 것이며, {}에도 같은 {} 요청하는 바입니다.",
                    with(topic.1, "을", "를"),
                    adverb.1,
                    other.1,
                    with(noun.1, "을", "를")
                ),
            ),
            9 => (
                format!(
                    "The {}-based {} published {count} pages on {}, which {} {} to {} in {}.",
                    city.0, body.0, topic.0, person.en, "presented", other.0, MONTHS[month]
                ),
                format!(
                    "{}에 본부를 둔 {} {} 관한 {count}쪽의 보고서를 펴냈고, {} {}월 이를 {}에 전달했습니다.",
                    city.1,
                    with(body.1, "은", "는"),
                    format_args!("{}에", topic.1),
                    with(&person.ko, "은", "는"),
                    month + 1,
                    other.1
                ),
            ),
            10 => (
                format!(
                    "It is the {} {} of the {} that makes {} a matter for {} as well.",
                    adjective.0, noun.0, meeting.0, topic.0, country.0
                ),
                format!(
                    "{} 역시 {}의 과제가 되는 것은 바로 {}의 {} {} 때문입니다.",
                    topic.1, country.1, meeting.1, adjective.1, noun.1
                ),
            ),
            _ => (
                format!(
                    "Between {year} and {}, {share} percent of all {} visitors to {} came from {}.",
                    year + 7,
                    adjective.0,
                    city.0,
                    other.0
                ),
                format!(
                    "{year}년부터 {}년까지 {} 찾은 {} 방문객의 {share}퍼센트가 {} 출신이었습니다.",
                    year + 7,
                    with(city.1, "을", "를"),
                    adjective.1,
                    other.1
                ),
            ),
        };
        if !first && kind.is_multiple_of(3) && !en.starts_with("My ") {
            // “In this context, …”: names keep their capitals, articles lose them.
            let rest = if en.starts_with("The ")
                || en.starts_with("Trade ")
                || en.starts_with("On ")
                || en.starts_with("Both ")
            {
                en[..1].to_lowercase() + &en[1..]
            } else {
                en
            };
            let en = format!("{}, {rest}", opening.0);
            Bilingual { en, ko: format!("{} {ko}", opening.1) }
        } else {
            Bilingual { en: capital(&en), ko }
        }
    }
}

/// A Korean word with the particle that its last sound asks for.
fn with(word: &str, after_consonant: &str, after_vowel: &str) -> String {
    let closed = word
        .chars()
        .next_back()
        .is_some_and(|last| ('가'..='힣').contains(&last) && !(last as u32 - '가' as u32).is_multiple_of(28));
    format!("{word}{}", if closed { after_consonant } else { after_vowel })
}

/// An adjective with its article.
fn article(word: &str) -> String {
    format!("{} {word}", if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" })
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

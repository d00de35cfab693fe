### What an edition itself says, in English. A project overrides single messages in translations/en/interface.ftl.

# The heading over the notes.
notes = Notes
# The mark of a passage that is not translated.
untranslated = Not translated
# The mark of a passage whose text has changed since it was translated.
outdated = Translation outdated
# On the title page of a draft. $untranslated: how many passages are not translated; $outdated: of how many the text has
# changed since; $total: how many there are.
draft = { $outdated ->
    [0] { $untranslated ->
        [one] Draft: { $untranslated } of { $total } passages is not translated
       *[other] Draft: { $untranslated } of { $total } passages are not translated
    }
   *[other] { $untranslated ->
        [0] { $outdated ->
            [one] Draft: the translation of { $outdated } of { $total } passages is outdated
           *[other] Draft: the translations of { $outdated } of { $total } passages are outdated
        }
       *[other] Draft: of { $total } passages, { $untranslated } not translated and { $outdated } outdated
    }
}
# The heading over the list of these passages at the end of a draft.
pending = Still to be translated
# What a link to a passage says to somebody who hears it.
permalink = Link to this passage
# The name of the choice of languages.
languages = Languages
# The name of the list of contents.
contents = Contents
# In the title block, below the author. $n: the translators.
translated-by = Translated by { $n }
# Dates that are given by numbers only. $n: a date such as 1851 or 1851-09-12, or two with a dash between them.
date-about = about { $n }
date-after = after { $n }
date-before = before { $n }
# The heading over what is said of the edition itself, and what each of its paragraphs tells.
colophon = Colophon
colophon-title = Other title
colophon-sent = Sender
colophon-received = Recipient
colophon-source = Source
colophon-notes = Notes
colophon-edition = Edition
colophon-series = Series
colophon-publication = Published
colophon-responsibility = Responsibility
colophon-identifier = Identifiers
colophon-rights = Rights
colophon-revision = Revisions
colophon-citation = Cite as
colophon-digest = SHA-256 of the sources
colophon-program = Set with
# After the latest revisions. $n: how many came before them.
colophon-earlier = Earlier revisions: { $n }
# A citation: what stands between its parts before a space, and the parts. $n: the title; the names.
cite-between = .
cite-title = { $n }
cite-translator = Translated by { $n }
cite-editor = Edited by { $n }
# What somebody is responsible for.
editor = Editor
translator = Translator
principal = Principal investigator
sponsor = Sponsor
funder = Funder
# The beginning of a note that the translator has added.
translator-note = Translator’s note:
# What a link from a note back to its mark says.
back = Back to the text
# The name of the list of editions.
editions = Editions
# The link that passes over what stands in front of the text, for who reads by keyboard or by ear.
skip = Skip to the text
# Where a page of the original begins, for who reads by ear. $n: its number.
page = Page { $n }
# A table, a picture that nothing is said of, and lines of code, for who reads by ear.
table = Table
picture = Picture
listing = Listing

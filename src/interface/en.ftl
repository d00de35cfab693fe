### What an edition itself says, in English. A project overrides single messages in translations/en/interface.ftl.

# The heading over the notes.
notes = Notes
# The mark of a passage that is not translated.
untranslated = Not translated
# On the title page of a draft. $untranslated: how many passages are not translated; $total: how many there are.
draft = { $untranslated ->
    [one] Draft: { $untranslated } of { $total } passages is not translated
   *[other] Draft: { $untranslated } of { $total } passages are not translated
}
# What a link to a passage says to somebody who hears it.
permalink = Link to this passage
# The name of the choice of languages.
languages = Languages
# The name of the list of contents.
contents = Contents
# What a link from a note back to its mark says.
back = Back to the text
# The name of the list of editions.
editions = Editions
# The link that passes over what stands in front of the text, for who reads by keyboard or by ear.
skip = Skip to the text
# Where a page of the original begins, for who reads by ear. $n: its number.
page = Page { $n }
# A table, and lines of code, for who reads by ear.
table = Table
listing = Listing

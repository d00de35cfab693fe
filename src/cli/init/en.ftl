### Hello, Reader: Two Languages on One Page
### Derived from sources/hello.xml, which is the authority for this text: change the TEI, not this file.

## Title page

title = Hello, Reader
subtitle = Two Languages on One Page
byline = A first document, to be changed

## What a Facing Edition Is

facing-head = What a Facing Edition Is
facing-p1 = A <term>facing edition</term> prints a text and its translation side by side, <emph>so that the eye can cross from one to the other at any line</emph>.
facing-p2 = Since 1912 the <title>Loeb Classical Library</title> has set Greek and Latin on the left and English on the right.<note xml:id="facing-n1"/>
facing-n1 = It was founded by <persName>James Loeb</persName>; Greek comes in green covers, Latin in red.
facing-p3 = To make a <term>facing edition</term> of your own, change these words and those of the translation, and build again.

### A Pilot’s Papers
### Derived from sources/memoir.xml, which is the authority for this text: change the TEI, not this file.

## [Document 1]

d1-h = [Document 1]
d1-t = The Pilot to the Harbour Office<note xml:id="d1-n1"/>
d1-n1 = Found in a drawer.
d1-p1 = The master of the <title>Heron</title> has written to me as follows:
d1-q1 = We lay two days before the bar, and no boat came out to us.
d1-p1_x2E_2 = I have read this “<q> with regret </q>”, and my men say <q>the same</q>. He adds:
d1-q2 = The lamp was dark on both nights.

## The stone at the ferry

d2-h = The stone at the ferry
d2-by = copied by the pilot
d2-t = on the northern bank
d2-s = Here rests <persName>Owen Ferrier</persName><lb/>who rowed for forty years<lb/>and was never late
d2-l1 = The river keeps<lb/>what the river is given,
d2-l2 = and gives to the sea.

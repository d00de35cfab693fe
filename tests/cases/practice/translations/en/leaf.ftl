### A Leaf of Words
### Derived from sources/leaf.xml, which is the authority for this text: change the TEI, not this file.

## Words of the ferry

w-h = Words of the ferry
w-bow = <form><orth>bow</orth></form>
w-bow1 = 1 <form><orth>bow</orth></form> <sense><def>a knot</def></sense>
w-bow2 = 2 <form><orth>bow</orth></form> <sense><def>the front of a ship</def></sense>

## Drafts of a letter

l-h = Drafts of a letter
l-p1 = The <hi>pilot</hi> writes (in haste): [<desc>two lines</desc>] and <del>so it was</del>
l-p2 = <del>that nobody </del><hi><del>saw</del></hi><del> the lamp.</del> Then:
l-o = Dear friend,
l-p2_x2E_2 = ❦ we are well.
l-b1 = Tiller, Papers, 3.
l-b2 = Reed, Rivers, 14.
l-p2_x2E_3 = Farewell,
l-c = your Ann
l-p2_x2E_4 = at the ferry.
l_x2E_2 = A line that stands alone
l-ps = The tide is late.
l_x2E_3 = and goes on.
l-i1 = one oar
l-i2 = two lamps, of which one is broken and one has never been lit since it was bought

## Words of the ferry

# Words of the ferry
w-h = 나루터의 낱말

# <form><orth>bow</orth></form>
w-bow = <form><orth>bow</orth></form>

# 1 <form><orth>bow</orth></form> <sense><def>a knot</def></sense>
w-bow1 = 1 <form><orth>bow</orth></form> <sense><def>매듭</def></sense>

# 2 <form><orth>bow</orth></form> <sense><def>the front of a ship</def></sense>
w-bow2 = 2 <form><orth>bow</orth></form> <sense><def>배의 앞머리</def></sense>

## Drafts of a letter

# Drafts of a letter
l-h = 편지의 초고

# The <hi>pilot</hi> writes (in haste): [<desc>two lines</desc>] and <del>so it was</del>
l-p1 = <hi>도선사</hi>가 (급히) 쓴다. [<desc>두 줄</desc>] 그리고 <del>그러하였다</del>

# <del>that nobody </del><hi><del>saw</del></hi><del> the lamp.</del> Then:
l-p2 = <del>아무도 등불을 </del><hi><del>보지</del></hi><del> 못하였다.</del> 그다음에는

# Dear friend,
l-o = 친애하는 벗에게,

# ❦ we are well.
l-p2_x2E_2 = ❦ 우리는 잘 있다.

# Tiller, Papers, 3.
l-b1 = 틸러, 문서, 3.

# Reed, Rivers, 14.
l-b2 = 리드, 강, 14.

# Farewell,
l-p2_x2E_3 = 안녕히,

# your Ann
l-c = 너의 앤

# at the ferry.
l-p2_x2E_4 = 나루터에서.

# A line that stands alone
l_x2E_2 = 홀로 선 줄

# The tide is late.
l-ps = 밀물이 늦다.

# and goes on.
l_x2E_3 = 그리고 이어진다.

# one oar
l-i1 = 노 하나

# two lamps, of which one is broken and one has never been lit since it was bought
l-i2 = 등불 둘, 하나는 깨졌고 하나는 산 뒤로 한 번도 켜지지 않았다

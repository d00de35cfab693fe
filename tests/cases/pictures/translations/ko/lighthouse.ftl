## The harbour

# The harbour
harbour-head = 항구

# Whoever comes to Hook Point by sea sees the light before the land. It stands on the last rock of the harbour, and for two hundred years somebody has climbed its stairs every evening.
harbour-p1 = 바닷길로 훅 곶에 오는 사람은 뭍보다 먼저 등대를 본다. 등대는 항구의 마지막 바위에 서 있고, 이백 년 동안 저녁마다 누군가가 그 계단을 올랐다.

# Figure 1. The harbour in the evening, from the old quay.
fig-harbour-head = 그림 1. 저녁의 항구. 옛 부두에서 본 모습.

# A white lighthouse with three red bands beside a dark hill; a sailing boat in front of it.
fig-harbour-desc = 어두운 언덕 옆에 붉은 띠 세 줄을 두른 흰 등대가 있고, 그 앞에 돛단배가 떠 있다.

# The town has put the light into its seal, where it looks like a star. A postcard of 1911 shows it as it was when the quay was new; what the town sold to visitors, it sold in sixteen colours.
harbour-p2 = 시는 등대를 인장에 새겼는데, 거기서는 별처럼 보인다. 1911년의 엽서는 부두가 새것이던 때의 모습을 보여 준다. 시가 손님에게 판 것은 열여섯 가지 빛깔이었다.

# The seal of the town: a star in a red disc.
fig-seal-desc = 시의 인장. 붉은 원 안에 별이 있다.

# Figure 2. A postcard of 1911. The caption stands above, as that of a plate does, and is long enough to need a second line<note xml:id="n1"/>.
fig-postcard-head = 그림 2. 1911년의 엽서. 도판처럼 설명이 위에 놓이고, 한 줄로는 모자랄 만큼 길다<note xml:id="n1"/>.

# Lent by the town’s library.
n1 = 시립 도서관에서 빌려 온 것이다.

# The same harbour, printed in few colours.
fig-postcard-desc = 같은 항구를 몇 가지 빛깔로만 찍은 것.

## The tower

# The tower
tower-head = 탑

# The tower was measured in 1846, floor by floor
tower-p1 = 탑은 1846년에 층마다 측량되었고

# Figure 3. A section of the tower. It is taller than a page would like.
fig-section-head = 그림 3. 탑의 단면. 한 쪽에 담기에는 조금 높다.

# A narrow tower with nine floors and a lantern.
fig-section-desc = 아홉 층과 등실이 있는 좁은 탑.

# and the sea around it, fathom by fathom.
tower-p1_x2E_2 = 둘레의 바다는 길마다 재어졌다.

# The depths before the point: the darker, the deeper.
fig-depths-p = 곶 앞바다의 깊이. 어두울수록 깊다.

# Light and dark patches that follow each other like waves.
fig-depths-desc = 밝고 어두운 무늬가 물결처럼 이어진다.

# Figure 4. The first photograph.
fig-evening-head = 그림 4. 첫 사진.

# The harbour in grey, the light just lit.
fig-evening-desc = 막 불을 밝힌 등대와 잿빛 항구.

# Figure 5. Taken with the camera on its side, and turned upright again.
fig-keeper-head = 그림 5. 사진기를 옆으로 뉘어 찍고 다시 바로 세운 것.

# The harbour once more, in colour.
fig-keeper-desc = 다시 한번 항구, 이번에는 색이 있다.

# Figure 6. How far the light is seen, by height and weather.
fig-chart-head = 그림 6. 높이와 날씨에 따라 빛이 보이는 거리.

# A chart with three curves that rise from left to right, over bands of colour.
fig-chart-desc = 여러 색의 띠 위로 왼쪽에서 오른쪽으로 올라가는 세 곡선.

# Since then the rock has lost a little, and the sea has gained it.
tower-p2 = 그 뒤로 바위는 조금 줄었고, 바다는 그만큼 늘었다.

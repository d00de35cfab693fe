### 한미 관계: 더욱 성숙한 동반자 관계로의 발전
### sources/korea-us-relationship.xml을 우리말로 옮긴 것이다. 원문의 기준은 그 TEI 파일이며, 용어는 terms.ftl에 있다.

## 표제면

title = { -korea-us-relations }
subtitle = 더욱 성숙한 동반자 관계로의 발전
speaker = <persName>{ -ban-ki-moon }</persName>
role = { -minister-of-foreign-affairs-and-trade }
occasion = <orgName>{ -korea-society }</orgName> 주최 만찬, <placeName>뉴욕</placeName>, <date>[2004년] 9월 23일</date>

## 한미 관계의 의의에 대한 평가

significance-head = { -korea-us-relations }의 의의에 대한 평가
significance-p1 = 전략적 관점에서 볼 때, 미국이 <q>‘균형자’</q>로서 이 지역에 존재하는 것은 역내 모든 당사국에 두루 이익이 됩니다. 중국이 경제·군사 강국으로 부상하고 일본이 보통국가로 나아가고 있는 상황에서, 저는 한미 동맹이 <q>‘사활적’</q>으로 중요하다고 생각합니다.
significance-p2 = 지난 50년간의 성공적인 관계를 통해 { -korea-and-the-us }은 다른 분야에서도 핵심적인 동반자가 되었습니다. 양국은 서로에게 주요 경제·교역 상대국입니다. 인적 교류와 문화 교류 또한 비약적으로 늘어나고 있습니다. 미국은 우리 국민이 가장 많이 정착해 있는 나라이자 한국 유학생이 가장 많이 찾는 나라입니다. 따라서 우리 한국인은 미국 사회의 다양성을 이루는 데 상당한 몫을 하고 있습니다.

## 한미 양국이 직면한 도전 과제

challenges-head = { -korea-and-the-us }이 직면한 도전 과제
challenges-p1 = <term>{ -north-korean-nuclear-issue }</term>는 가장 시급한 도전 과제 가운데 하나입니다. { -korea-and-the-us }은 <term>{ -north-korean-nuclear-issue }</term>를 해결하기 위해 함께 노력하면서, 북한의 어떠한 핵 프로그램도 용납하지 않겠다는 확고한 입장을 견지하고 있습니다. 또한 양국은 이 문제가 대화를 통해 평화적으로 해결되어야 한다는 데 인식을 같이하고 있습니다.
challenges-p2 = 한국과 미국, 그리고 여타 관련국들이 외교적 노력을 결집한 결과, <term>{ -six-party-talks }</term> 프로세스라는 다자간 틀이 마련되었으며, 지금까지 개최된 세 차례의 회담을 통해 진전이 이루어졌습니다. 이제 우리는 이러한 동력을 유지하고 <term><placeName>{ -korean-peninsula }</placeName> { -denuclearization }</term>를 위해 필요한 초기 조치들을 취할 수 있도록, 가까운 시일 내에 제4차 회담을 개최하는 데 노력을 집중해야 합니다.
challenges-p3 = 한편, 양국 간 경제·통상 협력을 한층 증진하기 위해서는 더욱 체계적이고 제도적인 접근 방식을 취할 필요가 있다고 생각합니다. 이러한 맥락에서 우리는 <term>{ -bit }</term>(<abbr>BIT</abbr>) 협상을 더 진전시킬 방안을 모색해야 합니다. 아울러 특히 농산물 시장 분야에서 아직 많은 준비 작업이 남아 있기는 하지만, <term>{ -fta }(<abbr>FTA</abbr>)</term> 체결 가능성도 진지하게 검토할 필요가 있습니다.

## 한미 관계의 미래

future-head = { -korea-us-relations }의 미래
future-p1 = 우리에게는 양국 관계가 앞으로 나아갈 방향에 대한 공동의 청사진이 필요합니다.
future-p2 = 정부 고위 당국자들이 현안을 정례적으로 논의하는 협의 체제를 마련할 필요가 있음은 분명합니다. 이와 함께 민간 부문의 학계 및 경제 전문가들로 협의회를 구성하는 것도 유익할 것입니다.
future-p3 = 저는 <q>‘<term>{ -northeast-asia-era }</term>’</q>가 미국의 일관된 관여와 긴밀한 협력 속에서 열어 나가야 할 시대라는 점을 강조하고자 합니다.
future-p4 = 물론 우리 정부는 이러한 비전을 현실로 옮기기 위한 구체적인 방안을 마련하는 데 다른 주변국들과도 협력해 나가고자 합니다. 한일 양국은 가장 가까운 이웃으로서 정치·경제·사회·문화 분야에서 긴밀히 조율된 교류를 통해 협력을 증진해 오고 있습니다. 또한 한중 관계에서는 양국 정부가 이를 명실상부한 <term>{ -full-scale-cooperative-partnership }</term>로 발전시켜 나가는 가운데 교역과 투자가 대폭 증가하고 있습니다. 러시아는 지리적·역사적으로 <placeName>{ -korean-peninsula }</placeName>와 밀접하게 연결되어 왔습니다.

## 발췌 출처

closing-note = (<date>9월 23일</date> <placeName>뉴욕</placeName>에서 열린 <orgName>{ -korea-society }</orgName> 주최 만찬에서 <persName>{ -ban-ki-moon }</persName> 장관이 한 연설 발췌)

### sources/hello.xml을 우리말로 옮긴 것이다. 용어는 terms.ftl에 있다.

## 표제면

title = 독자 여러분, 안녕하세요
subtitle = 한 쪽에 나란히 놓인 두 언어
byline = 자유롭게 고쳐 쓰는 첫 문서

## 대역본이란 무엇인가

facing-head = { -facing-edition }이란 무엇인가
facing-p1 = <term>{ -facing-edition }</term>은 원문과 번역을 나란히 실어, <emph>어느 줄에서나 눈길이 한 언어에서 다른 언어로 건너갈 수 있게</emph> 한 책입니다.
facing-p2 = 1912년부터 <title>로브 고전 총서</title>는 그리스어와 라틴어 원문을 왼쪽에, 영어 번역을 오른쪽에 실어 왔습니다.<note xml:id="facing-n1"/>
facing-n1 = <persName>제임스 로브</persName>가 창간했으며, 그리스어 책은 초록색, 라틴어 책은 빨간색 표지를 씁니다.
facing-p3 = 나만의 <term>{ -facing-edition }</term>을 만들려면 이 글과 번역을 고친 다음 다시 빌드하면 됩니다.

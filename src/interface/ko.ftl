### 판 자체가 쓰는 말의 한국어판이다. 사업에서는 translations/ko/interface.ftl에서 메시지마다 바꿀 수 있다.

# 주의 제목.
notes = 주
# 번역되지 않은 대목의 표시.
untranslated = 번역되지 않음
# 번역한 뒤에 원문이 바뀐 대목의 표시.
outdated = 번역 후 원문이 바뀜
# 초고의 표제면. $untranslated: 번역되지 않은 대목의 수, $outdated: 번역한 뒤에 원문이 바뀐 대목의 수, $total: 대목 전체의 수.
draft = { $outdated ->
    [0] 초고: 전체 { $total }개 대목 중 { $untranslated }개가 번역되지 않음
   *[other] { $untranslated ->
        [0] 초고: 전체 { $total }개 대목 중 { $outdated }개가 번역 후 원문이 바뀜
       *[other] 초고: 전체 { $total }개 대목 중 { $untranslated }개가 번역되지 않았고, { $outdated }개가 번역 후 원문이 바뀜
    }
}
# 초고 끝에 그런 대목을 모은 목록의 제목.
pending = 번역·수정이 필요한 대목
# 대목의 링크를 소리로 듣는 사람에게 들리는 말.
permalink = 이 대목으로 가는 링크
# 언어 선택의 이름.
languages = 언어
# 차례의 이름.
contents = 차례
# 표제면에서 저자 아래. $n: 옮긴이의 이름.
translated-by = 옮긴이 { $n }
# 숫자로만 주어진 날짜. $n: 1851이나 1851-09-12와 같은 날짜, 또는 줄표로 이은 두 날짜.
date-about = { $n }경
date-after = { $n } 이후
date-before = { $n } 이전
# 판권의 제목과 그 항목.
colophon = 판권
colophon-title = 다른 제목
colophon-sent = 보낸 이
colophon-received = 받는 이
colophon-source = 저본
colophon-notes = 참고
colophon-edition = 판
colophon-series = 총서
colophon-publication = 발행
colophon-responsibility = 만든 이
colophon-identifier = 식별자
colophon-rights = 이용 조건
colophon-revision = 수정 이력
colophon-citation = 인용
colophon-digest = 원본 파일의 SHA-256
colophon-program = 조판
# 최근에 고친 것 다음. $n: 그보다 먼저 고친 횟수.
colophon-earlier = 이전 수정: { $n }건
# 인용. 빈칸 앞에서 사이를 가르는 부호와 각 부분. $n: 제목, 이름.
cite-between = ,
cite-title = 『{ $n }』
cite-translator = { $n } 옮김
cite-editor = { $n } 엮음
# 맡은 일.
editor = 엮은이
translator = 옮긴이
principal = 연구 책임자
sponsor = 후원
funder = 지원
# 옮긴이가 덧붙인 주의 첫머리.
translator-note = 옮긴이 주:
# 주에서 본문의 주 번호로 돌아가는 링크.
back = 본문으로 돌아가기
# 판 목록의 이름.
editions = 판 목록
# 글자판이나 귀로 읽는 사람이 본문 앞의 것을 건너뛰는 링크.
skip = 본문 바로가기
# 원본의 쪽이 시작되는 곳. 귀로 읽는 사람에게 들리는 말. $n: 쪽 번호.
page = 원본 { $n }쪽
# 귀로 읽는 사람에게 들리는 표, 설명이 없는 그림, 코드의 이름.
table = 표
picture = 그림
listing = 코드

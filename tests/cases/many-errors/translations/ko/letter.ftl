greeting = <emph>벗</emph>에게, <q>안녕</q>
thanks = 책을 보내 주어 고맙습니다.
farewell = 안녕히.
ps 곧 편지해 주세요.

greeting = <emph>벗</emph>에게,
thanks = 책을 보내 주어 고맙습니다.

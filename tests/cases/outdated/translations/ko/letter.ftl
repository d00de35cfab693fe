greeting = <emph>벗</emph>에게,
thanks = 긴 책을 보내 주어 고맙습니다.
wishes = 안녕히 계십시오.
name = 출판사

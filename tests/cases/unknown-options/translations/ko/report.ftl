visitors = <date>{ DATETIME($date1, dateStile: "long") }</date>까지 <num>{ NUMBER($date1) }</num>명, <num>{ NUMBER($num2, useGrouping: "no") }</num>퍼센트.
load = <date>{ DATETIME($measure1) }</date> <measure>{ $num1 }</measure> <time>{ TIME($date2) }</time>.
feast = <date>10월 3일</date>, <date>1999년</date>.

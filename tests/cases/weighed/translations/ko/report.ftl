first = 200파운드가 들었다.

# check: number off — 원문의 오기를 바로잡았다
second = 200파운드가 들었다.
# check: number warning
third = 200파운드가 들었다.

# check: nummer off
fourth = 날이  추웠다.

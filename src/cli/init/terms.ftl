### The project's terms in Korean, shared by its documents. A message uses one as { -facing-edition }.

# source: facing edition
-facing-edition = 대역본

"""Text as such: names made comparable, ids, paragraphs, the language it is in."""

from kg.text.languages import foremost, language, languages
from kg.text.markup import unmarked
from kg.text.names import cut, fold, slug
from kg.text.splitting import paragraphs

__all__ = ["cut", "fold", "foremost", "language", "languages", "paragraphs", "slug", "unmarked"]

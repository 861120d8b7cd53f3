from tests.core import composer, content, facts, gazetteer

__all__ = ["composer", "content", "facts", "gazetteer"]

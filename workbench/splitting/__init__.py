"""Articles split into checkable claims: sentences, attribution, clauses, references, figures."""

from workbench.model import ENGLISH, Article, Splitting, primary
from workbench.splitting.figures import figures_in
from workbench.splitting.languages import language_of

__all__ = ["figures_in", "language_of", "split"]


def split(article: Article) -> Splitting:
    """Split an article into its claims and what was left out, each in article order.

    The same article always gives the same claims with the same ids. One in another language than
    English is split by its sentences; a language that the article does not name is told from its
    text.
    """
    tag = article.language or language_of(article.text)
    if primary(tag) != ENGLISH:
        from workbench.splitting.other_languages import split_by_sentences

        return split_by_sentences(article, language=tag)
    # spaCy costs 1 s, 2.5 s where torch is installed.
    from workbench.splitting.assembly import assemble
    from workbench.splitting.attribution import attributions
    from workbench.splitting.parse import paragraphs
    from workbench.splitting.sentences import sentences

    parsed = paragraphs(article.text)
    return assemble(article, sentences(parsed), attributions(parsed))

"""Articles split into checkable claims: sentences, attribution, clauses, references, figures."""

from workbench.model import Article, Splitting
from workbench.splitting.figures import figures_in

__all__ = ["figures_in", "split"]


def split(article: Article) -> Splitting:
    """Split an article into its claims and what was left out, each in article order.

    The same article always gives the same claims with the same ids.
    """
    # spaCy costs 1 s, 2.5 s where torch is installed.
    from workbench.splitting.assembly import assemble
    from workbench.splitting.attribution import attributions
    from workbench.splitting.parse import paragraphs
    from workbench.splitting.sentences import sentences

    parsed = paragraphs(article.text)
    return assemble(article, sentences(parsed), attributions(parsed))

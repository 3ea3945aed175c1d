"""What a reader would read of a part of a page."""

from explorer.tree import Tree


def texts(tree: Tree) -> str:
    """All text of a tree, as a reader would see it."""
    return tree if isinstance(tree, str) else "".join(texts(child) for child in tree[2:])

"""Claims → matches: vectors, words, the fusion of both rankings, and what differs. All pure."""

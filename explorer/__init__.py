"""The explorer: Streamlit pages over the graph, reading only. Start it with ``planatlas explore``."""

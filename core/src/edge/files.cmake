# The half of the engine that touches the world: clients, store, the pass. Paths from core/.
set(edge_headers)
set(edge_sources)
set(edge_tests)

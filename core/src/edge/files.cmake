# The half of the engine that touches the world: clients, store, the pass. Paths from core/.
set(edge_headers
  include/lockstep/core/config.h
  include/lockstep/core/engine.h)
set(edge_sources)
set(edge_tests)

# The pure half of the engine: mapping, matching, merging, planning. Paths from core/.
set(decide_headers)
set(decide_sources)
set(decide_tests)

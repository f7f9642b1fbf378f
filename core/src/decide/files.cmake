# The pure half of the engine: mapping, matching, merging, planning. Paths from core/.
set(decide_headers
  include/lockstep/core/contact.h
  include/lockstep/core/field.h
  include/lockstep/core/filter.h
  include/lockstep/core/link.h
  include/lockstep/core/mapping.h
  include/lockstep/core/match.h
  include/lockstep/core/merge.h
  include/lockstep/core/normalize.h
  include/lockstep/core/phone.h
  include/lockstep/core/plan.h
  include/lockstep/core/record_state.h
  include/lockstep/core/settings.h)
set(decide_sources)
set(decide_tests)

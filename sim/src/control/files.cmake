# The files of the control API: paths from sim/.
set(control_headers
  include/lockstep/sim/control_api.h)
set(control_sources
  src/control/answers.cpp
  src/control/call.cpp
  src/control/control_api.cpp
  src/control/google_actions.cpp
  src/control/hosted_world.cpp
  src/control/hubspot_actions.cpp
  src/control/options_json.cpp
  src/control/webhook_methods.cpp
  src/control/world_methods.cpp)
set(control_tests
  src/control/control_api_test.cpp
  src/control/running_world_test.cpp)

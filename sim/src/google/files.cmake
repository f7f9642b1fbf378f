# The files of the fake Google: paths from sim/.
set(google_headers
  include/lockstep/sim/fake_google.h)
set(google_sources
  src/google/fake_google.cpp)
set(google_tests)

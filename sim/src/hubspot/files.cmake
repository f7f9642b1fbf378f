# The files of the fake HubSpot: paths from sim/.
set(hubspot_headers
  include/lockstep/sim/fake_hubspot.h)
set(hubspot_sources
  src/hubspot/fake_hubspot.cpp)
set(hubspot_tests)

// Reads a contact back over the API of the fake HubSpot, as a developer's first test would.
#include <iostream>

#include "lockstep/core/side.h"
#include "lockstep/sim/in_process_transport.h"
#include "lockstep/sim/world.h"

int main() {
  lockstep::sim::World world;
  const auto id = world.hubspot().add_contact({{"email", "ann@example.com"}});
  if (!id) {
    std::cerr << id.error().message << '\n';
    return 1;
  }
  lockstep::Request request{lockstep::Method::get, "/crm/v3/objects/contacts/" + *id, {}, {}, ""};
  request.headers["Authorization"] = "Bearer " + world.hubspot().grant().access_token;
  lockstep::sim::InProcessTransport transport(world.endpoint(lockstep::sim::Service::hubspot));
  const auto response = transport.send(request);
  if (!response || response->status != 200 ||
      response->body.find("ann@example.com") == std::string::npos) {
    std::cerr << "the contact did not come back\n";
    return 1;
  }
  std::cout << to_string(opposite(lockstep::Side::hubspot)) << '\n';
  return 0;
}

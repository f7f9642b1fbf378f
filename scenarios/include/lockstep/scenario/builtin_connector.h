/// The sync engine of this very program as a connector: it gets no easier door than a stranger's.

#pragma once

#include <memory>

#include "lockstep/scenario/connector.h"

namespace lockstep::scenario {

/// @param door  http: the engine speaks to the world through loopback sockets, its clock included.
[[nodiscard]] std::unique_ptr<Connector> make_builtin_connector(Door door);

}  // namespace lockstep::scenario

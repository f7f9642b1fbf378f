/// A foreign program as a connector: the black-box door.

#pragma once

#include <memory>

#include "lockstep/scenario/connector.h"
#include "lockstep/scenario/connector_file.h"

namespace lockstep::scenario {

/// Each connector that this makes runs a process of its own, so that several may work side by side.
[[nodiscard]] std::unique_ptr<Connector> make_program_connector(const ConnectorFile& file);

}  // namespace lockstep::scenario

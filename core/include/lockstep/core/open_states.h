/// States that stay open from pass to pass, for a process that runs many short ones.

#pragma once

#include <memory>

namespace lockstep {

/// Keeps state files open after a pass that came to its end, so that the next one need not open and
/// read them anew. Whoever else wants to open one meanwhile is told that a pass is using it. A file
/// that is no longer in its place is let go of. One thread at a time.
class OpenStates {
 public:
  OpenStates();
  ~OpenStates();
  OpenStates(const OpenStates&) = delete;
  OpenStates& operator=(const OpenStates&) = delete;

 private:
  friend class SyncState;
  struct Kept;
  std::unique_ptr<Kept> kept_;
};

}  // namespace lockstep

#include "worker_count.h"

#include <algorithm>
#include <thread>

namespace lockstep::cli {

std::size_t worker_count() { return std::clamp(std::thread::hardware_concurrency(), 1U, 8U); }

}  // namespace lockstep::cli

#include "secret.h"

#include <sys/random.h>

#include "lockstep/base/assert.h"
#include "lockstep/base/code_challenge.h"

namespace lockstep::cli {

std::string make_secret() {
  std::string bytes(32, '\0');
  // So few bytes come whole and without waiting, once the machine has started.
  const bool filled =
      getrandom(bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size());
  LOCKSTEP_ASSERT(filled);
  return unpadded_base64(bytes);
}

}  // namespace lockstep::cli

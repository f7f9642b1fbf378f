/// Ed25519 signatures (RFC 8032), with keys as PEM text, as `openssl genpkey -algorithm ed25519`
/// writes them.

#pragma once

#include <string>
#include <string_view>

#include "lockstep/base/result.h"

namespace lockstep::report {

/// The public key of a private one, as PEM.
/// @error invalid_input  Not a private key of Ed25519, or one with a passphrase.
[[nodiscard]] Result<std::string> public_key_of(std::string_view private_key);

/// The 64 bytes of the signature. @error invalid_input  As public_key_of.
[[nodiscard]] Result<std::string> sign(std::string_view private_key, std::string_view bytes);

/// A public key as sign's counterpart writes it: the one PEM that a key has.
/// @error invalid_input  Not a public key of Ed25519.
[[nodiscard]] Result<std::string> canonical_public_key(std::string_view public_key);

/// Whether `signature` is one of `bytes` by the owner of the key. False for what is no key, too.
[[nodiscard]] bool is_signature(std::string_view public_key, std::string_view bytes,
                                std::string_view signature);

/// By which people compare keys: "SHA256:" and the digest of the key's DER in hexadecimal.
/// @error invalid_input  Not a public key of Ed25519.
[[nodiscard]] Result<std::string> fingerprint_of(std::string_view public_key);

}  // namespace lockstep::report

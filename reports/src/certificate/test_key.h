/// Keys that are published and protect nothing.

#pragma once

namespace lockstep::report {

/// RFC 8032, section 7.1, test 2.
inline constexpr const char* kRfc8032Key =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n"
    "-----END PRIVATE KEY-----\n";

/// The same, test 3.
inline constexpr const char* kOtherKey =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIMWqjfQ/n4N77bdELzHct7Fm04U1B28JS4XOOi4LRFj3\n"
    "-----END PRIVATE KEY-----\n";

}  // namespace lockstep::report

// MRG: merging.

#include "mutant.h"

namespace lockstep::mutants {

std::vector<Mutant> merging_mutants() {
  return {
      {"MRG-7"_rule, "mrg-7-the-other-app-wins",
       "In a conflict the value of the app that is not the default one stands.",
       [] {
         return with_settings([](Json& connection) {
           connection["default_app"] = connection["default_app"] == "google" ? "hubspot" : "google";
         });
       }},
  };
}

}  // namespace lockstep::mutants

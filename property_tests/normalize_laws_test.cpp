// Laws of the normal forms.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "lockstep/core/normalize.h"
#include "lockstep/core/phone.h"

#include "generators.h"

namespace lockstep {
namespace {

RC_GTEST_PROP(NormalizeLaws, ANormalFormIsItsOwnNormalForm_MRG15_MAT2, ()) {
  const std::string text = generate::any_bytes();
  RC_ASSERT(normal_text(normal_text(text)) == normal_text(text));
  RC_ASSERT(normal_email(normal_email(text)) == normal_email(text));
  RC_ASSERT(normal_email(normal_text(text)) == normal_email(text));
}

RC_GTEST_PROP(NormalizeLaws, BlanksAroundATextAreNoDifference_MRG15, ()) {
  const std::string text = generate::any_bytes();
  const auto blanks = [] { return *rc::gen::element<std::string>("", " ", "\n\t", "\u3000 "); };
  const std::string around = blanks() + std::string(trim_blanks(text)) + blanks();
  RC_ASSERT(trim_blanks(around) == trim_blanks(text));
}

RC_GTEST_PROP(NormalizeLaws, ACanonicalNumberIsItsOwnCanonicalForm_PHN10, ()) {
  const PhoneNumbers phones(*rc::gen::element<std::string>("US", "DE", "no region"));
  const std::string number = *rc::gen::arbitrary<bool>()
                                 ? generate::any_number() + generate::any_bytes()
                                 : generate::any_bytes();
  const std::string canonical = phones.canonical(number);
  RC_ASSERT(phones.canonical(canonical) == canonical);
}

}  // namespace
}  // namespace lockstep

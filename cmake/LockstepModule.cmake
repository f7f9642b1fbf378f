include(GNUInstallDirs)
include(GoogleTest OPTIONAL)

# Warnings are a private affair of our own targets; consumers never inherit them.
add_library(lockstep_warnings INTERFACE)
target_compile_options(lockstep_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wduplicated-cond -Wlogical-op
  -Wimplicit-fallthrough -Wextra-semi
  $<$<BOOL:${LOCKSTEP_DEVELOPER_MODE}>:-Werror>)

if(LOCKSTEP_BUILD_TESTS)
  # Who builds what: the sanitized builds the tests labelled "unit" and "contract", a plain build the rest.
  add_custom_target(unit_tests)
  add_custom_target(contract_tests)
  add_custom_target(plain_tests)
endif()

# The headers that most files read, compiled once for the libraries and once for the tests.
if(LOCKSTEP_PRECOMPILE_HEADERS)
  set(precompiled_headers <algorithm> <array> <filesystem> <functional> <map> <memory> <optional>
      <set> <span> <string> <string_view> <utility> <variant> <vector> <nlohmann/json.hpp>)
  add_compile_options(-fpch-preprocess)  # without it ccache does not keep what a precompiled header went into
  file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/precompiled.cpp" CONTENT "")
  add_library(lockstep_precompiled OBJECT "${PROJECT_BINARY_DIR}/precompiled.cpp")
  target_link_libraries(lockstep_precompiled PRIVATE
    nlohmann_json::nlohmann_json lockstep_warnings)
  target_precompile_headers(lockstep_precompiled PRIVATE ${precompiled_headers})
  if(LOCKSTEP_BUILD_TESTS)
    add_library(lockstep_precompiled_test OBJECT "${PROJECT_BINARY_DIR}/precompiled.cpp")
    target_link_libraries(lockstep_precompiled_test PRIVATE
      nlohmann_json::nlohmann_json lockstep_warnings GTest::gmock)
    target_precompile_headers(lockstep_precompiled_test PRIVATE
      ${precompiled_headers} <gmock/gmock.h> <gtest/gtest.h>)
    set_target_properties(lockstep_precompiled_test PROPERTIES CXX_STANDARD 20 CXX_EXTENSIONS OFF)
  endif()
  set_target_properties(lockstep_precompiled PROPERTIES CXX_STANDARD 20 CXX_EXTENSIONS OFF)
endif()

# lockstep_precompile(<target> <lockstep_precompiled or lockstep_precompiled_test>)
function(lockstep_precompile target precompiled)
  if(LOCKSTEP_PRECOMPILE_HEADERS)
    target_precompile_headers(${target} REUSE_FROM ${precompiled})
  endif()
endfunction()

# lockstep_add_module(<name> HEADERS <public headers> SOURCES <files> TESTS <files>
#                   DEPENDS <public targets> PRIVATE_DEPENDS <targets>)
# The directory may differ from the name: scenarios/ makes lockstep::scenario.
# Makes lockstep::<name>, its install rules and, when tests are on, lockstep_<name>_test.
function(lockstep_add_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "HEADERS;SOURCES;TESTS;DEPENDS;PRIVATE_DEPENDS")
  set(target lockstep_${name})
  add_library(${target} ${arg_SOURCES})
  add_library(lockstep::${name} ALIAS ${target})
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS include FILES ${arg_HEADERS})
  target_include_directories(${target} PRIVATE src)
  target_link_libraries(${target}
    PUBLIC ${arg_DEPENDS}
    PRIVATE ${arg_PRIVATE_DEPENDS} $<BUILD_INTERFACE:lockstep_warnings>)
  set_target_properties(${target} PROPERTIES
    EXPORT_NAME ${name}
    CXX_EXTENSIONS OFF
    VERIFY_INTERFACE_HEADER_SETS ${LOCKSTEP_DEVELOPER_MODE})
  install(TARGETS ${target} EXPORT lockstepTargets FILE_SET HEADERS)
  lockstep_precompile(${target} lockstep_precompiled)

  if(LOCKSTEP_BUILD_TESTS AND arg_TESTS)
    add_executable(${target}_test ${arg_TESTS})
    target_include_directories(${target}_test PRIVATE src)
    target_link_libraries(${target}_test PRIVATE
      lockstep::${name} ${arg_PRIVATE_DEPENDS} lockstep_warnings GTest::gmock_main)
    lockstep_precompile(${target}_test lockstep_precompiled_test)
    add_dependencies(unit_tests ${target}_test)
    gtest_discover_tests(${target}_test TEST_PREFIX "${name}." NO_PRETTY_VALUES
                         PROPERTIES LABELS "unit")
  endif()
endfunction()

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
  # What the sanitizer builds build: everything labelled "unit", and everything labelled "contract".
  add_custom_target(quick_tests)
  add_custom_target(contract_tests)
endif()

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

  if(LOCKSTEP_BUILD_TESTS AND arg_TESTS)
    add_executable(${target}_test ${arg_TESTS})
    target_include_directories(${target}_test PRIVATE src)
    target_link_libraries(${target}_test PRIVATE
      lockstep::${name} ${arg_PRIVATE_DEPENDS} lockstep_warnings GTest::gmock_main)
    add_dependencies(quick_tests ${target}_test)
    gtest_discover_tests(${target}_test TEST_PREFIX "${name}." NO_PRETTY_VALUES
                         PROPERTIES LABELS "unit")
  endif()
endfunction()

include(CMakePackageConfigHelpers)
set(LOCKSTEP_CMAKEDIR "${CMAKE_INSTALL_LIBDIR}/cmake/lockstep")
configure_package_config_file(cmake/lockstepConfig.cmake.in lockstepConfig.cmake
  INSTALL_DESTINATION "${LOCKSTEP_CMAKEDIR}")
write_basic_package_version_file(lockstepConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/lockstepConfig.cmake"
              "${PROJECT_BINARY_DIR}/lockstepConfigVersion.cmake"
              cmake/FindCppHttplib.cmake
              cmake/FindPhonenumber.cmake
              cmake/FindLibzip.cmake
              cmake/FindUtf8proc.cmake
        DESTINATION "${LOCKSTEP_CMAKEDIR}")
install(EXPORT lockstepTargets NAMESPACE lockstep:: DESTINATION "${LOCKSTEP_CMAKEDIR}")
install(DIRECTORY scenarios/suites OPTIONAL DESTINATION "${CMAKE_INSTALL_DATADIR}/lockstep")

if(LOCKSTEP_BUILD_TESTS)
  add_test(NAME package.AConsumerFindsLinksAndRuns
    COMMAND ${CMAKE_COMMAND}
      "-Dbuild_dir=${PROJECT_BINARY_DIR}"
      "-Dwork_dir=${PROJECT_BINARY_DIR}/consumer_test"
      "-Dsource_dir=${PROJECT_SOURCE_DIR}/cmake/consumer_test"
      "-Dcxx_flags=${CMAKE_CXX_FLAGS}"
      -P "${PROJECT_SOURCE_DIR}/cmake/consumer_test/run.cmake")
  set_tests_properties(package.AConsumerFindsLinksAndRuns PROPERTIES LABELS "package")
endif()

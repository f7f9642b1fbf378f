# The page for developers shows the very test that runs here.
file(READ "${source_dir}/world_fixture_test.cpp" example)
file(READ "${source_dir}/../../docs/simulator.md" page)
string(FIND "${page}" "${example}" found)
if(found EQUAL -1)
  message(FATAL_ERROR "docs/simulator.md does not hold world_fixture_test.cpp as it is")
endif()

# Installs the build tree `build_dir` into `work_dir`, builds the consumer against it and runs it.
set(prefix "${work_dir}/prefix")
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "failed (${result}): ${ARGN}\n${output}")
  endif()
endfunction()

file(REMOVE_RECURSE "${work_dir}")
run(${CMAKE_COMMAND} --install "${build_dir}" --prefix "${prefix}")
run(${CMAKE_COMMAND} -S "${source_dir}" -B "${work_dir}/build" -G Ninja
    "-DCMAKE_PREFIX_PATH=${prefix}" "-DCMAKE_CXX_FLAGS=${cxx_flags}")
run(${CMAKE_COMMAND} --build "${work_dir}/build")
run("${work_dir}/build/consumer")
run("${work_dir}/build/world_fixture_test")

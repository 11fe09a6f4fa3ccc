# Protobuf: Debian's package ships no CMake config, so CONFIG first and CMake's module as fallback.
find_package(Protobuf CONFIG QUIET)
if(NOT Protobuf_FOUND)
  find_package(Protobuf MODULE REQUIRED)
endif()
if(NOT TARGET protobuf::protoc)
  message(FATAL_ERROR "protoc was not found (the wire is generated from proto/). Install protobuf-compiler.")
endif()

# lodestone_generate(<variable> <proto>...): the C++ of these files of the contract, as sources of the calling folder. It is
# compiled without warnings and without sanitizers: it is not ours to mend, and libprotobuf itself is not instrumented.
set(LODESTONE_PROTO_DIR ${PROJECT_SOURCE_DIR}/proto)
set(LODESTONE_GENERATED_DIR ${PROJECT_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${LODESTONE_GENERATED_DIR})
function(lodestone_generate variable)
  set(paths ${ARGN})
  list(TRANSFORM paths PREPEND ${LODESTONE_PROTO_DIR}/)
  set(stems ${ARGN})
  list(TRANSFORM stems REPLACE "\\.proto$" "")
  list(TRANSFORM stems PREPEND ${LODESTONE_GENERATED_DIR}/)
  set(sources ${stems})
  list(TRANSFORM sources APPEND .pb.cc)
  set(headers ${stems})
  list(TRANSFORM headers APPEND .pb.h)
  add_custom_command(
    OUTPUT ${sources} ${headers}
    COMMAND protobuf::protoc --proto_path=${LODESTONE_PROTO_DIR} --cpp_out=${LODESTONE_GENERATED_DIR} ${paths}
    DEPENDS ${paths} protobuf::protoc
    COMMENT "Generating ${variable} from proto/lodestone/v1"
    VERBATIM)
  set_source_files_properties(${sources} PROPERTIES COMPILE_OPTIONS "-w;-fno-sanitize=all" SKIP_PRECOMPILE_HEADERS ON)
  set(${variable} ${sources} ${headers} PARENT_SCOPE)
endfunction()

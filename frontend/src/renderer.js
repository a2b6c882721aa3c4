// Whether pictures in three dimensions can be drawn at all, and whether the processor has to do it.

let found;

function probe() {
  if (found) return found;
  const canvas = document.createElement("canvas");
  const gl = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
  const more = gl?.getExtension("WEBGL_debug_renderer_info");
  const name = gl ? String(gl.getParameter(more ? more.UNMASKED_RENDERER_WEBGL : gl.RENDERER)) : "";
  gl?.getExtension("WEBGL_lose_context")?.loseContext();
  found = { there: Boolean(gl), name };
  return found;
}

export const drawable = () => probe().there;

export const software = () => /swiftshader|llvmpipe|software|basic render/i.test(probe().name);

// All coasts and borders as one primitive: as entities they would cost two thirds of the frames.

import {
  BoundingSphere, Cartesian3, Color, ComponentDatatype, Geometry, GeometryAttribute, GeometryInstance,
  ColorGeometryInstanceAttribute, PerInstanceColorAppearance, Primitive, PrimitiveType,
} from "@cesium/engine";
import { arcsOf } from "./outlines.js";

const HEIGHT_M = 1500; // above the ground, so that the ground does not cut the lines

export function borders(world) {
  const arcs = arcsOf(world);
  const instances = [
    instance(world.coast.map((number) => arcs[number]), Color.fromCssColorString("#84919a")),
    instance(world.borders.map((number) => arcs[number]), Color.fromCssColorString("#b5ac9c")),
  ];
  return new Primitive({
    geometryInstances: instances,
    appearance: new PerInstanceColorAppearance({ flat: true, translucent: false }),
    asynchronous: false,
    allowPicking: false,
  });
}

function instance(lines, colour) {
  const places = [];
  const indices = [];
  for (const line of lines) {
    line.forEach(([lon, lat], i) => {
      if (i && Math.abs(lon - line[i - 1][0]) < 180) indices.push(places.length / 3 - 1, places.length / 3);
      const { x, y, z } = Cartesian3.fromDegrees(lon, lat, HEIGHT_M);
      places.push(x, y, z);
    });
  }
  const values = new Float64Array(places);
  return new GeometryInstance({
    geometry: new Geometry({
      attributes: { position: new GeometryAttribute({ componentDatatype: ComponentDatatype.DOUBLE, componentsPerAttribute: 3, values }) },
      indices: new Uint32Array(indices),
      primitiveType: PrimitiveType.LINES,
      boundingSphere: BoundingSphere.fromVertices(values),
    }),
    attributes: { color: ColorGeometryInstanceAttribute.fromColor(colour) },
  });
}

// The globe: CesiumJS without widgets of its own, which would need a script policy that ours forbids.

import {
  BoundingSphere, Cartesian3, CesiumWidget, Color, ColorMaterialProperty, ConstantProperty, CzmlDataSource, EllipsoidTerrainProvider,
  GeoJsonDataSource, HeadingPitchRange, ImageryLayer, Ion, JulianDate, Math as Angle, SceneMode, ScreenSpaceEventHandler,
  ScreenSpaceEventType, SingleTileImageryProvider, buildModuleUrl,
} from "@cesium/engine";
import { basemap } from "./basemap.js";
import { borders } from "./borders.js";
import { dropLabels, makeLabels, placeLabels, takeLabels } from "./labels.js";
import { software } from "./renderer.js";
import { tell } from "./state.js";

const SKY = "#eef2f5";
let widget, shown, start;
let radarsShown = true;
const overlays = new Map();

export async function makeGlobe(home, credit) {
  buildModuleUrl.setBaseUrl(new URL("Cesium/", document.baseURI).href);
  Ion.defaultAccessToken = undefined;
  const world = await (await fetch("world.json")).json();
  const slow = software();
  widget = new CesiumWidget(home, {
    baseLayer: ImageryLayer.fromProviderAsync(picture(basemap(world, slow ? 2048 : 4096))),
    terrainProvider: new EllipsoidTerrainProvider(),
    skyBox: false,
    skyAtmosphere: false,
    msaaSamples: slow ? 1 : 4,
    contextOptions: { requestWebgl1: false },
    creditContainer: credit.hidden,
    creditViewport: credit.hidden,
    automaticallyTrackDataSourceClocks: false,
    shouldAnimate: false,
    requestRenderMode: true,
    maximumRenderTimeChange: Infinity,
    blurActiveElementOnCanvasFocus: false,
  });
  calm(widget.scene, slow);
  widget.scene.primitives.add(borders(world));
  listen(home);
  return globe;
}

function picture(canvas) {
  return new Promise((done, fail) => canvas.toBlob((blob) => {
    const url = URL.createObjectURL(blob);
    SingleTileImageryProvider.fromUrl(url, { tileWidth: canvas.width, tileHeight: canvas.height }).then(done, fail);
  }));
}

function calm(scene, slow) {
  const { globe } = scene;
  scene.backgroundColor = Color.fromCssColorString(SKY);
  scene.fog.enabled = false;
  scene.postProcessStages.fxaa.enabled = !slow;
  scene.highDynamicRange = false;
  globe.showGroundAtmosphere = false;
  globe.enableLighting = false;
  globe.baseColor = Color.fromCssColorString("#d5e1e9");
  globe.tileCacheSize = 200;
  widget.resolutionScale = slow ? 0.5 : 1;
  scene.screenSpaceCameraController.minimumZoomDistance = 50_000;
  scene.screenSpaceCameraController.maximumZoomDistance = 60_000_000;
}

function listen(home) {
  const { scene } = widget;
  new ScreenSpaceEventHandler(scene.canvas).setInputAction((click) => {
    const entity = scene.pick(click.position)?.id;
    tell("picked", entity?.name ? describe(entity) : null);
  }, ScreenSpaceEventType.LEFT_CLICK);
  let frames = 0;
  makeLabels(home);
  scene.postRender.addEventListener(() => {
    placeLabels(scene, widget.clock.currentTime);
    home.dataset.frames = ++frames;
    home.dataset.tiles = scene.globe.tilesLoaded ? "loaded" : "loading";
    if (!scene.globe.tilesLoaded) scene.requestRender();
  });
  new ResizeObserver(() => (widget.resize(), scene.requestRender())).observe(home);
}

function describe(entity) {
  const html = entity.description?.getValue(widget.clock.currentTime) ?? "";
  return { id: entity.id, name: entity.name, words: new DOMParser().parseFromString(html, "text/html").body.textContent };
}

export const globe = {
  async show(scene) {
    widget.dataSources.removeAll(true);
    [...overlays.keys()].forEach(dropLabels);
    overlays.clear();
    start = JulianDate.fromIso8601(scene.start_utc);
    shown = await CzmlDataSource.load(scene.czml);
    takeLabels(shown.entities.values, start);
    volumes().forEach(pale);
    this.radars(radarsShown);
    await widget.dataSources.add(shown);
    this.setTime(0);
    this.look();
  },

  setTime(time) {
    if (!start) return;
    widget.clock.currentTime = JulianDate.addSeconds(start, time, new JulianDate());
    widget.container.dataset.time = time.toFixed(3);
    widget.scene.requestRender();
  },

  /** Seconds of the scenario at which Cesium's own clock stands. */
  time: () => JulianDate.secondsDifference(widget.clock.currentTime, start),

  look() {
    this.over(spots());
  },

  /** Fly to where a scenario happens, [longitude, latitude] each; where it says nothing, stay. */
  goTo(places) {
    this.over(places.map(([lon, lat]) => Cartesian3.fromDegrees(lon, lat)));
  },

  over(places) {
    if (!places.length) return;
    const sphere = BoundingSphere.fromPoints(places);
    const range = Math.max(3 * sphere.radius, 2.4e6);
    widget.camera.flyToBoundingSphere(sphere, { duration: 0, offset: new HeadingPitchRange(0, Angle.toRadians(-52), range) });
    widget.scene.requestRender();
  },

  flat(on) {
    if (on) widget.scene.morphTo2D(0);
    else widget.scene.morphTo3D(0);
    widget.scene.completeMorph();
    requestAnimationFrame(() => this.look());
  },

  isFlat: () => widget.scene.mode === SceneMode.SCENE2D,

  /** Show the volumes of the radars, or hide them: some are larger than what one looks at. */
  radars(on) {
    radarsShown = on;
    for (const entity of volumes()) entity.ellipsoid.show = new ConstantProperty(on);
    widget.scene.requestRender();
  },

  sharp(on) {
    widget.resolutionScale = on ? 1 : 0.5;
    widget.scene.requestRender();
  },

  isSharp: () => widget.resolutionScale === 1,

  async overlay(name, document) {
    const { geojson, czml } = document;
    this.drop(name);
    const source = geojson
      ? await GeoJsonDataSource.load(geojson, { clampToGround: false, strokeWidth: 1.5, stroke: Color.fromCssColorString("#0072b2"), fill: Color.fromCssColorString("#0072b2").withAlpha(0.22) })
      : await CzmlDataSource.load(czml);
    takeLabels(source.entities.values, start, name);
    await widget.dataSources.add(source);
    overlays.set(name, source);
    widget.scene.requestRender();
  },

  drop(name) {
    if (overlays.has(name)) widget.dataSources.remove(overlays.get(name), true);
    overlays.delete(name);
    dropLabels(name);
    widget.scene.requestRender();
  },

  has: (name) => overlays.has(name),

  focus(id) {
    const place = shown?.entities.getById(id)?.position?.getValue(widget.clock.currentTime);
    if (place) widget.camera.flyToBoundingSphere(new BoundingSphere(place, 1), { duration: 0, offset: new HeadingPitchRange(0, Angle.toRadians(-60), 2.2e6) });
    widget.scene.requestRender();
  },

  /** Turn, lift and tilt by key. */
  nudge(key) {
    const { camera } = widget;
    const step = 0.06;
    if (key === "a") camera.rotateRight(step);
    if (key === "d") camera.rotateLeft(step);
    if (key === "w") camera.rotateDown(step);
    if (key === "s") camera.rotateUp(step);
    const height = camera.positionCartographic.height;
    if (key === "+") camera.zoomIn(0.15 * height);
    if (key === "-") camera.zoomOut(0.15 * height);
    widget.scene.requestRender();
  },

  entities: () => shown?.entities.values.length ?? 0,
  frame: () => widget.render(),
};

const volumes = () => (shown?.entities.values ?? []).filter((entity) => entity.ellipsoid && entity.id.startsWith("radar"));

/** The larger a volume, the paler: the eye often stands inside, and sees the rest through two walls of it. */
function pale(entity) {
  const radius = entity.ellipsoid.radii?.getValue(start)?.x ?? 0;
  const share = Math.min(Math.max(1.3e6 / radius, 0.22), 1);
  const colour = Color.fromCssColorString("#009e73");
  entity.ellipsoid.material = new ColorMaterialProperty(colour.withAlpha(0.16 * share));
  entity.ellipsoid.outlineColor = new ConstantProperty(colour.withAlpha(0.45 * Math.sqrt(share)));
}

/** Places of all that stands and flies, for the first look. */
function spots() {
  const places = [];
  for (const entity of shown?.entities.values ?? []) {
    if (!entity.position) continue;
    for (const share of [0, 0.25, 0.5, 0.75, 0.97]) {
      const { availability } = entity;
      const when = availability
        ? JulianDate.addSeconds(availability.start, share * JulianDate.secondsDifference(availability.stop, availability.start), new JulianDate())
        : start;
      const place = entity.position.getValue(when);
      // satellites stand far out and would make everything else small
      if (place && Cartesian3.magnitude(place) < 1.2e7) places.push(place);
    }
  }
  return places;
}

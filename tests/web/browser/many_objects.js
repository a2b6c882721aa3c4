// Lay copies of the first flight over the scene, move time for three seconds, return frames a second.
async (count) => {
  const { state, globe } = window.midcourse;
  const base = state.scene.czml, moving = base.find((one) => one.position?.cartesianVelocity);
  const turn = ([x, y, z], a) => [x * Math.cos(a) - y * Math.sin(a), x * Math.sin(a) + y * Math.cos(a), z];
  const copy = (k) => {
    const samples = moving.position.cartesianVelocity, turned = [];
    for (let i = 0; i < samples.length; i += 7)
      turned.push(samples[i], ...turn(samples.slice(i + 1, i + 4), k / 200), ...turn(samples.slice(i + 4, i + 7), k / 200));
    return { ...moving, id: `copy-${k}`, position: { ...moving.position, cartesianVelocity: turned } };
  };
  await globe().show({ ...state.scene, czml: [...base, ...Array.from({ length: count }, (_, k) => copy(k + 1))] });
  const home = document.querySelector('#globe .canvas');
  const first = Number(home.dataset.frames), begun = performance.now();
  let time = 100;
  while (performance.now() - begun < 3000) {
    globe().setTime((time += 1));
    await new Promise(requestAnimationFrame);
  }
  const rate = (Number(home.dataset.frames) - first) / ((performance.now() - begun) / 1000);
  await globe().show(state.scene);
  return rate;
}

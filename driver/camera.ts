/** The camera of the tests: one file that Chromium reads as a camera, whose picture can be changed while it runs. */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { sceneVideo, type SceneName } from '../demo/people-video.ts';
import { overwriteVideo } from '../demo/y4m.ts';

export class FakeCamera {
  readonly file: string;

  constructor(folder: string) {
    this.file = join(folder, 'camera.y4m');
  }
  async prepare(scene: SceneName): Promise<void> {
    await copyFile(await sceneVideo(scene), this.file);
  }
  /** From the next frame on the camera sees this; no restart of page or browser. */
  async show(scene: SceneName): Promise<void> {
    overwriteVideo(this.file, await sceneVideo(scene));
  }
  switches(): string[] {
    return [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${this.file}`,
    ];
  }
}

/** What a page sees when the cable is pulled: its tracks end, the device is gone from the list, and asking for it fails. */
export async function unplugCamera(page: Page): Promise<void> {
  await page.evaluate(() => {
    const devices = navigator.mediaDevices as MediaDevices & { plugIn?: () => void };
    const { getUserMedia, enumerateDevices } = devices;
    devices.plugIn = () => {
      devices.getUserMedia = getUserMedia;
      devices.enumerateDevices = enumerateDevices;
      devices.dispatchEvent(new Event('devicechange'));
    };
    devices.getUserMedia = () => Promise.reject(new DOMException('Requested device not found', 'NotFoundError'));
    devices.enumerateDevices = () => Promise.resolve([]);
    for (const video of document.querySelectorAll('video')) {
      for (const track of video.srcObject instanceof MediaStream ? video.srcObject.getTracks() : []) {
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
    }
    devices.dispatchEvent(new Event('devicechange'));
  });
}

export async function plugInCamera(page: Page): Promise<void> {
  await page.evaluate(() => (navigator.mediaDevices as MediaDevices & { plugIn?: () => void }).plugIn?.());
}
